#include "ruling/parts.h"

#include <algorithm>
#include <iterator>
#include <unordered_set>

#include "ruling/engine_parts.h"

namespace comity::ruling {

void Pooled::add(const std::vector<NormId>& all, const std::vector<NormId>& some) {
  std::vector<NormId> kept, here, any;
  std::ranges::set_intersection(all_, all, std::back_inserter(kept));
  all_ = first_ ? all : std::move(kept);
  std::ranges::set_union(all, some, std::back_inserter(here));
  std::ranges::set_union(any_, here, std::back_inserter(any));
  any_ = std::move(any);
  first_ = false;
}

std::vector<NormId> Pooled::some() const {
  std::vector<NormId> found;
  std::ranges::set_difference(any_, all_, std::back_inserter(found));
  return found;
}

std::vector<const Part*> Engine::Impl::open_parts(const Part& law, const Case& asked) const {
  std::vector<const Part*> found, todo{&law};
  std::unordered_set<const Part*> met{&law};
  while (!todo.empty()) {
    const Part* part = todo.back();
    todo.pop_back();
    if (is_one(*part)) {
      found.push_back(part);
    } else if (const Part* smaller = below(*part, asked)) {
      if (met.insert(smaller).second) todo.push_back(smaller);
    } else {
      for (uint32_t cell = part->fact().cells(); cell-- > 0;) {
        const Part& its = divisions.part(*part, static_cast<Cell>(cell));
        if (met.insert(&its).second) todo.push_back(&its);
      }
    }
  }
  return found;
}

void Engine::Impl::find_deciding_in_parts(const Part& law, SubjectId subject, const Epoch& epoch, const Case& asked, Workspace& work, Norms norms) const {
  Pooled pooled;
  for (const Part* part : open_parts(law, asked)) {
    const Matter matter = this->matter(*part, subject, epoch, asked);
    open_matter(matter, work);
    find_deciding(matter, work, norms);
    pooled.add(norms.all, norms.some);
  }
  norms.all = pooled.all();
  norms.some = pooled.some();
}

}  // namespace comity::ruling
