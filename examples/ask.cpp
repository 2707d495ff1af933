// May a person be arrested on a civil immigration detainer alone, in the District of Columbia, at noon of 14 August 2025?
//
//   g++ -std=c++23 ask.cpp -lcomity -o ask && ./ask books
#include <cstdio>
#include <string>

#include "comity/case.h"

int main(int count, char** words) {
  const auto book = comity::Book::load("dc", {.roots = {count > 1 ? words[1] : "books"}});
  if (!book) {
    for (const comity::Error& error : book.error()) std::fprintf(stderr, "%s: %s\n", error.code.c_str(), error.message.c_str());
    return 1;
  }
  comity::Case person(*book);
  if (!person.at("2025-08-14T12:00") || !person.tell("grounds", {"civil_detainer"})) return 1;
  const auto answer = person.ask("arrest");
  if (!answer) {
    std::fprintf(stderr, "%s\n", answer.error().message.c_str());
    return 1;
  }
  for (const auto ruling :
       {comity::Ruling::permitted, comity::Ruling::forbidden, comity::Ruling::required, comity::Ruling::silent, comity::Ruling::conflicting}) {
    if (answer->possible.has(ruling)) std::printf("%s\n", std::string(comity::name(ruling)).c_str());
  }
  for (const comity::Norm& norm : answer->decided_by) {
    for (const comity::Source& source : norm.sources) {
      std::printf("  %.*s: \"%.*s\"\n", static_cast<int>(source.citation.size()), source.citation.data(), static_cast<int>(source.words.size()),
                  source.words.data());
    }
  }
  return 0;
}
