// Codes C11xx: tables, their columns and their rows.
#pragma once

#include <array>

#include "text/codes.h"

namespace comity::text {

inline constexpr std::array kReplayCodes = {
    Code{"C1101", Severity::kError, "no such reading",
         "A replay was asked to read a table by a reading that the loaded books do not declare.\n\n"
         "Wrong:\n  comity replay stops.csv --book dc --reading mpd_stop\nRight:\n  comity replay stops.csv --book dc --reading mpd_stops\n\n"
         "Write the name of a reading of the book, or of a book named by --also, which is read beside it."},
    Code{"C1102", Severity::kError, "several readings fit the table",
         "Every column that a reading names is in the table, and this holds of more than one reading. Which one is meant changes what the rows "
         "say, so it is not guessed.\n\n"
         "Wrong:\n  comity replay stops.csv --book dc\nRight:\n  comity replay stops.csv --book dc --reading mpd_stops\n\n"
         "Name the reading."},
    Code{"C1103", Severity::kError, "no column gives a fact",
         "No reading fits the table and none of its columns is named like a fact, so that every row would be the same empty case.\n\n"
         "Wrong, a table with the one column `kind_of_stop`:\n  comity replay stops.csv --book dc\n"
         "Right, a table with the column `encounter`, or a reading that says what `kind_of_stop` gives:\n"
         "  reading stops\n    column \"kind_of_stop\" gives encounter\n\n"
         "Name columns like facts, or write a reading."},
    Code{"C1104", Severity::kError, "a column is not in the table",
         "A reading, --at or --by names a column that the table does not have.\n\n"
         "Wrong, with the header `stop_type,race`:\n  comity replay stops.csv --by race,month_of_stop\nRight:\n  comity replay stops.csv --by race\n\n"
         "Compare the header with the reading; letters and blanks must be the same."},
    Code{"C1105", Severity::kError, "a column of a type that cannot give the fact",
         "Values of this type have no meaning for the fact: a yes-no fact from floating-point numbers, a number from dates.\n\n"
         "Wrong: the column `subject.in_custody` holds 0.0 and 1.0\nRight: the column `subject.in_custody` holds booleans, or `yes` and `no`\n\n"
         "Convert the column, or give the literals a meaning in a reading (`\"0\" means no`). A list of records is given by a column of lists of structs of an "
         "Arrow table alone, not by text."},
    Code{"C1106", Severity::kError, "a format that is not understood",
         "A format is written with the letters %Y %y %m %d %e %j %H %I %M %S %f %p %b %B %z %Z %%; everything else stands for itself.\n\n"
         "Wrong:\n  column \"when\" gives case.at format \"%Q\"\nRight:\n  column \"when\" gives case.at format \"%Y-%m-%d %H:%M\"\n\n"
         "Use these letters."},
    Code{"C1107", Severity::kError, "a file that cannot be read as a table",
         "The file is not there, is cut off, is damaged, or is no table of a kind that the program reads (CSV, NDJSON, each also compressed "
         "by gzip or zstd).\n\n"
         "Wrong:\n  comity replay stops.csv.gz   (cut off in the middle of a download)\nRight:\n  comity replay stops.csv.gz   (the whole file)\n\n"
         "Fetch the file again, or convert it. Parquet and Arrow files are read by the Python package."},
    Code{"C1108", Severity::kWarning, "rows that cannot be read",
         "A row has more or fewer cells than the header, a quote that never closes, a cell that is too long, or an instant that cannot be read. "
         "Such rows are counted, the first ones are shown, and --rejects keeps all of them; they are never guessed and never lost.\n\n"
         "Wrong:\n  stop_type,race\n  Ticket\nRight:\n  stop_type,race\n  Ticket,Black\n\n"
         "Repair the rows, or leave them out knowingly."},
    Code{"C1109", Severity::kWarning, "literals that the reading does not know",
         "A cell holds a text to which the reading, or the fact's own notation, gives no meaning. The fact is then unknown in that row.\n\n"
         "Wrong, `Tickt` in the column of this reading:\n  column \"stop_type\" gives encounter\n    \"Ticket\" means traffic_stop\n"
         "Right:\n  column \"stop_type\" gives encounter\n    \"Ticket\" means traffic_stop\n    \"Tickt\" means unknown\n\n"
         "Say what the literal means, or that it means unknown."},
    Code{"C1110", Severity::kError, "a table that cannot be understood",
         "The Arrow schema or an array of the table has a type or a shape that is not read.\n\n"
         "Wrong: a column of unions\nRight: a column of text, numbers, booleans, dates, timestamps, lists of text, or dictionaries of these\n\n"
         "Convert the column, or leave it out."},
    Code{"C1111", Severity::kError, "no instant to ask at",
         "The law changes with time, so every row is asked at an instant: its own, from a column, or one for all.\n\n"
         "Wrong:\n  comity replay stops.csv --book dc     (no column gives case.at)\n"
         "Right:\n  comity replay stops.csv --book dc --at \"2025-08-14 12:00\"\n\n"
         "Give --at an instant, a column, or in-force for the present moment; or let a reading give case.at."},
    Code{"C1113", Severity::kError, "two columns give one fact",
         "Two columns of the table, or a column and a value given for all rows, say what one fact is, and they may contradict each other.\n\n"
         "Wrong: a table with two columns called `encounter`\nRight: a table with one\n\n"
         "Drop or rename one of them."},
};

}  // namespace comity::text
