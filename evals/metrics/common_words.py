"""English words that open a sentence with a capital without being a name."""

from __future__ import annotations

__all__ = ["COMMON"]

_WORDS_OF_GRAMMAR = """
    a about above absolutely according accordingly across actually additionally after afterwards
    again against ago ahead all almost alone along alongside already also although altogether
    always am amid among an and another any anybody anyone anything apart are around as aside at
    away back based because been before beforehand behind being below beside besides between
    beyond both briefly but by can can't cannot certain certainly clearly compared completely
    consequently considering contrary could currently despite did do does doing done down due
    during each earlier either elsewhere enough especially even eventually ever every everybody
    everyone everything exactly except far farther few fewer finally firstly following for
    formerly fortunately from further furthermore generally given had half has have having he
    hence her here hers herself him himself his historically hopefully how however i if in
    including increasingly indeed initially inside instead into is it its itself just last
    lastly late lately later least less let like likewise little mainly many maybe me meanwhile
    more moreover most mostly much multiple must my myself near nearby nearly neither never
    nevertheless next no nobody none nonetheless nor normally not notably nothing now nowadays
    nowhere numerous obviously of off often oh on once one only onto or originally other others
    otherwise our ours out outside over overall own particularly past per perhaps please
    possibly presumably previously probably quite rather really recently regarding regardless
    reportedly respectively roughly same second secondly separately several shall she shortly
    should similarly simply since so some somebody someone something sometimes somewhere soon
    specifically starting still strictly subsequently such suddenly supposedly tens than that
    the their theirs them themselves then there thereafter therefore these they third this those
    though through throughout thus to today together tomorrow tonight too toward towards
    typically ultimately under unfortunately unless unlike until up upon us using usually very
    via was we well were what whatever when whenever where whereas whereby wherever whether
    which whichever while who whoever whom whose why with within without won't would yes
    yesterday yet you your yours
"""
_NUMBERS = """
    two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
    seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety dozens
    hundreds thousands millions billions first
"""
_QUALITIES = """
    additional average bad best better big clear close combined common current different early
    easy extra final former free full general good great hard high higher important key known
    large larger largest local long longer low lower main major minor modern old older opposite
    original poor possible previous prior public ready real recent right rising separate short
    similar simple small smaller special strong total true usual various whole wide worse worst
    young younger
"""
_PEOPLE = """
    activists adults analysts attorneys author authorities authors automakers boys builders
    buyers campaigners candidates children citizens clients companies consumers councillors
    crews critics customers defendants developers dockworkers doctors donors drivers economists
    editors employees employers engineers experts families fans farmers firefighters firms
    fishermen friends girls governments growers guards guests historians hosts immigrants
    inspectors investigators investors journalists judges jurors latecomers lawmakers lawyers
    leaders lenders managers manufacturers medics members men migrants ministers mothers
    motorists musicians negotiators neighbors neighbours nurses observers officers officials
    opponents organisers organizers owners parents participants passengers patients pensioners
    people performers physicians pilgrims pilots players police politicians producers professors
    prosecutors protesters pupils readers regulators reporters representatives rescuers
    researchers residents retailers runners sailors scientists sellers senators shareholders
    shoppers soldiers speakers spectators staff students suppliers supporters surveyors
    survivors teachers teams tourists traders travellers troops users victims villagers visitors
    volunteers voters witnesses women workers writers
"""
_THINGS = """
    admission animals answer answers article articles attacks autumn bird birds books boycotts
    bread bridges businesses cars cases census changes cities climate coal communication
    computer concerns conditions construction consumer copies costs countries crime dams data
    days deaths details developments disaster discounts dogs eggs election emails energy
    evidence exams exports films fish food fuel funding gas government growth health homes
    hospitals hours houses immigration imports income industry inflation information laws
    legislation life loss machines materials meetings minutes money months museum music nature
    oil opinion payments plans plants power prices production profits questions rain records
    repairs reports research results roads rules safety sales schools science security services
    ships shops sites snow society songs sources spending spring statistics story studies summer
    supplies supply surveys symptoms talks tax taxes temperatures tests text things tickets time
    times trade traffic training trains trees vaccines vehicles video viruses wages war water
    weather weeks wind winds winter work year years
"""
_VERBS = """
    add ask asked awarded be become born built check come considered created described
    established find followed found founded get give go held inspired keep know led located look
    looking made make making named opened played pointing published raised released see set
    signed speaking started take taken taking tell thank think try use used won written
"""

COMMON = frozenset(
    f"{_WORDS_OF_GRAMMAR} {_NUMBERS} {_QUALITIES} {_PEOPLE} {_THINGS} {_VERBS}".split()
)
"""In small letters. Words that are names as often (May, Will, Mark) are left out. A word that is
missing counts as a name, and is still found where the quote has it."""
