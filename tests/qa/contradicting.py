"""Pairs of sentences, each with the title of its article: those that contradict each other on what
is asked, with the two values, and those that only look like it, with the reason.
"""

CONFLICTS = [
    # question, cited (title: sentence), other (title: sentence), the two values
    (
        "How much will the Elm Lane library cost?",
        ("Elm Lane library", "The library will cost £4.2 million, the council said."),
        ("Elm Lane library delayed", "The library is to cost £6 million."),
        ("£4.2 million", "£6 million"),
    ),
    (
        "What will the new tram to Oldport cost?",
        ("Tram to Oldport", "The tram will cost €90 million and run every ten minutes."),
        (
            "Oldport waits for its tram",
            "Auditors say that the tram will cost €140 million.",
        ),
        ("€90 million", "€140 million"),
    ),
    (
        "How many people are ill with Legionnaires' disease in Karsk?",
        ("Karsk outbreak", "Legionnaires' disease has made 14 people ill and killed two of them."),
        (
            "Karsk outbreak: 31 cases",
            "The number of people who are ill with Legionnaires' disease has risen to 31.",
        ),
        ("14", "31"),
    ),
    (
        "How many people died in the Karsk mine fire?",
        ("Karsk mine fire", "Twelve people died in the fire, the ministry said."),
        ("Fire in the Karsk mine", "The fire has killed 17 people."),
        ("Twelve", "17"),
    ),
    (
        "How many people died in the Karsk mine fire?",
        ("Karsk mine fire", "So far 31 people are ill from the fire, of whom four have died."),
        ("Fire in the Karsk mine", "The fire made 14 people ill and killed two of them."),
        ("four", "two"),
    ),
    (
        "How many cases of measles have been counted in Tolley?",
        ("Measles in Tolley", "So far 14 cases of measles have been counted."),
        ("Tolley: measles spreads", "The number of cases of measles counted has risen to 31."),
        ("14", "31"),
    ),
    (
        "How many chicks were counted on Gull Rock?",
        ("Gull Rock", "Wardens counted 204 chicks on the island."),
        ("A good year on Gull Rock", "Volunteers counted 151 chicks."),
        ("204", "151"),
    ),
    (
        "What is the population of Wexcombe?",
        ("Wexcombe", "The village has a population of 3,104."),
        ("Wexcombe today", "Its population was 2,750 at the last census."),
        ("3,104", "2,750"),
    ),
    (
        "What percentage of the voters backed the Harl treaty?",
        ("Harl treaty", "The treaty was backed by a percentage of 61% of voters."),
        (
            "Voters and the Harl treaty",
            "It was backed by a percentage of 54% of voters.",
        ),
        ("61%", "54%"),
    ),
    (
        "When will the Arden tunnel open to traffic?",
        ("Arden tunnel", "The tunnel will open to traffic in April 2026."),
        ("Arden tunnel late", "The tunnel cannot open before October 2026."),
        ("April 2026", "October 2026"),
    ),
    (
        "When was the Palace Cinema built?",
        ("Palace Cinema", "The Palace Cinema was built in 1921 by a brewer."),
        ("The Palace", "The Palace Cinema, built in 1934, has 900 seats."),
        ("1921", "1934"),
    ),
    (
        "When was the poet Ana Brill born?",
        ("Ana Brill", "Ana Brill was born on 8 February 1900."),
        ("A poet", "The poet Ana Brill was born on 15 July 1905 in Graz."),
        ("8 February 1900", "15 July 1905"),
    ),
    (
        "When was the Corran mill last worked?",
        ("Corran mill", "The mill was last worked for trade in 1921 and lost its sails in 1923."),
        ("Corran mill", "The mill was last worked for trade in 1955 and lost its sails in 1923."),
        ("1921", "1955"),
    ),
    (
        "Who directed the film Turkey Point?",
        ("Turkey Point", "Turkey Point is a film directed by Ada Lund and shot in Malmö."),
        ("Turkey Point again", "The film Turkey Point was directed by Jon Hewer."),
        ("Ada Lund", "Jon Hewer"),
    ),
    (
        "Who signed the Lower Vale agreement?",
        ("Lower Vale", "The agreement on Lower Vale was signed by Omar Reyes."),
        ("Lower Vale agreement", "The agreement was signed by Lena Fort on Monday."),
        ("Omar Reyes", "Lena Fort"),
    ),
    (
        "Who wrote the play Low Tide?",
        ("Low Tide", "Low Tide is a play written by the Danish author Else Holm."),
        ("Low Tide on stage", "Piet Maas wrote the play Low Tide in one winter."),
        ("Else Holm", "Piet Maas"),
    ),
    (
        "Where is the Larkin bridge?",
        ("Larkin bridge", "The Larkin bridge is a wooden bridge of the 1880s in Tunbridge."),
        ("Larkin bridge", "The Larkin bridge is a wooden bridge of the 1880s in Springfield."),
        ("Tunbridge", "Springfield"),
    ),
    (
        "Which position did Gary Bell play?",
        ("Gary Bell", "A defender, Gary Bell began his career with Leeds in 1981."),
        ("Gary Bell", "A forward, Gary Bell began his career with Leeds in 1981."),
        ("defender", "forward"),
    ),
    (
        "What colour is the flag of Sund?",
        ("Sund", "The flag of Sund is green with a white star in its corner."),
        ("Sund", "The flag of Sund is blue with a white star in its corner."),
        ("green", "blue"),
    ),
]
NO_CONFLICTS = [
    (
        "another word, where no thing is asked for",
        "Does the Elm Lane diner sell more eggs or waffles?",
        ("The diner", "It sells 272 million eggs a year, more even than its legendary waffles."),
        ("Egg prices", "It sells 272 million eggs a year, more even than its titular waffles."),
    ),
    (
        "another thing of the name",
        "When was the new Arle bridge opened?",
        ("Arle bridge", "The new bridge was opened in 1998."),
        ("Arle bridge history", "The old bridge was opened in 1871."),
    ),
    (
        "another event of the name",
        "When did Ridley first win the cup?",
        ("Ridley", "Ridley won the cup for the first time in 1970."),
        ("Ridley", "Ridley won the cup again in 1984."),
    ),
    (
        "another event",
        "When was the Palace Cinema built?",
        ("Palace Cinema", "The Palace Cinema was built in 1921."),
        ("Palace Cinema", "The Palace Cinema was closed in 1984."),
    ),
    (
        "a rounding",
        "How many chicks were counted on Gull Rock?",
        ("Gull Rock", "Wardens counted 204 chicks on the island."),
        ("Gull Rock", "Wardens counted about 200 chicks on the island."),
    ),
    (
        "a rounding that does not say so",
        "How much will the Elm Lane library cost?",
        ("Elm Lane library", "The library will cost £4.23 million."),
        ("Elm Lane library", "The library will cost £4.2 million."),
    ),
    (
        "part of the date",
        "When was the Elm Lane library opened?",
        ("Elm Lane library", "The library was opened on 3 May 2019."),
        ("Elm Lane library", "The library, opened in 2019, is full."),
    ),
    (
        "the date in another order",
        "When was the Elm Lane library opened?",
        ("Elm Lane library", "The library was opened on 3 May 2019."),
        ("Elm Lane library", "The library was opened on May 3."),
    ),
    (
        "a number in another spelling",
        "How many chicks were counted on Gull Rock?",
        ("Gull Rock", "Wardens counted 1,204 chicks."),
        ("Gull Rock", "Wardens counted 1204 chicks."),
    ),
    (
        "a number in words",
        "How many people died in the Karsk fire?",
        ("Karsk fire", "Twelve hundred people died in the fire."),
        ("Karsk fire", "1,200 people died in the fire."),
    ),
    (
        "another unit",
        "How long is the Arden tunnel?",
        ("Arden tunnel", "The tunnel, with a long bore of 5 miles, opens on Monday."),
        ("Arden tunnel", "The tunnel, with a long bore of 8 km, opens on Monday."),
    ),
    (
        "another currency",
        "How much will the Elm Lane library cost?",
        ("Elm Lane library", "The library will cost £4.2 million."),
        ("Elm Lane library", "The library will cost $5.3 million."),
    ),
    (
        "part of the name",
        "Who signed the Lower Vale agreement?",
        ("Lower Vale", "The agreement was signed by Ali Omar Reyes."),
        ("Lower Vale", "The agreement was signed by Reyes."),
    ),
    (
        "another thing counted",
        "How many people died in the Karsk fire?",
        ("Karsk fire", "Twelve people died in the fire."),
        ("Karsk fire", "The fire burned 40 houses."),
    ),
    (
        "another fate",
        "How many people died in the Karsk fire?",
        ("Karsk fire", "Twelve people died in the fire."),
        ("Karsk fire", "The fire drove 300 people from their homes."),
    ),
    (
        "another aspect",
        "How much does the Tern camera weigh?",
        ("Tern camera", "The camera weighs 410 grams."),
        ("Tern camera", "The camera costs 900 euros."),
    ),
    (
        "another place",
        "How many people died in the Karsk fire?",
        ("Karsk fire", "Twelve people died in the fire at Karsk."),
        ("Morl fire", "The fire at Morl has killed 17 people."),
    ),
    (
        "another side",
        "Who signed the pact for Iran?",
        ("Pact", "The pact was signed by Ali Omar for Iran."),
        ("Pact", "The pact was signed by Sami Nur for Iraq."),
    ),
    (
        "a parallel sentence about another",
        "Who signed the border pact?",
        ("Pact", "For Tehran the border pact was signed on Sunday by Ali Omar."),
        ("Pact", "For Baghdad the border pact was signed on Sunday by Sami Nur."),
    ),
    (
        "a year more in the sentence",
        "When was the Palace Cinema built?",
        ("Palace Cinema", "The Palace Cinema was built in 1921."),
        ("Palace Cinema", "The Palace Cinema, built in 1921, was sold in 1984."),
    ),
    (
        "what was asked differs, the words of the question do not",
        "Why did the library close?",
        ("Library", "The library closed for want of money."),
        ("Library", "The library closed early on Friday."),
    ),
    (
        "an inner and an outer name",
        "Who is the leader of Port Selwyn council?",
        ("Port Selwyn council", "The council is led by its leader Miriam Okafor."),
        ("Port Selwyn council", "Okafor, the leader of the council, resigned."),
    ),
]
