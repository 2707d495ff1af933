// The kernels on every instruction set of the machine against plain look-ups, at every length of the last block.
#include "replay/lanes.h"

#include <gtest/gtest.h>

#include <memory>
#include <random>
#include <vector>

namespace comity::replay {
namespace {

struct Made {
  alignas(64) uint8_t codes[6][kBlockRows];
  alignas(64) uint8_t digits[6][256];
  uint64_t known[6][kBlockRows / 64];
  std::vector<Lane> lanes;
};

// Lanes of 3 to 200 codes, some with unknown rows, whose fields lie in any plane.
std::unique_ptr<Made> make(uint32_t seed) {
  auto made = std::make_unique<Made>();
  std::mt19937 random(seed);
  const uint32_t distinct[] = {3, 16, 17, 40, 64, 200};
  for (size_t l = 0; l < 6; ++l) {
    for (auto& code : made->codes[l]) code = static_cast<uint8_t>(random() % 256 < 250 ? random() % distinct[l] : random());
    for (auto& word : made->known[l]) word = (static_cast<uint64_t>(random()) << 32 | random());
    Lane lane;
    lane.codes = made->codes[l];
    lane.known = l % 2 == 0 ? nullptr : made->known[l];
    lane.distinct = distinct[l];
    lane.plane = static_cast<uint32_t>(seed + l) % kKeyPlanes;
    for (uint32_t code = 0; code < 256; ++code) made->digits[l][code] = code < distinct[l] ? static_cast<uint8_t>(random() % 40) : uint8_t{0};
    lane.digits = made->digits[l];
    made->lanes.push_back(lane);
  }
  for (size_t l = 0; l < 4; ++l) {  // four alike in a row, for the kernel that takes four
    Lane lane = made->lanes[0];
    lane.codes = made->codes[0] + 64 * l;
    made->lanes.push_back(lane);
  }
  return made;
}

size_t plain_key(const Made& made, size_t row, const KeyShape& shape) {
  size_t key = 0, weight = 1;
  for (size_t plane = 0; plane < shape.planes; ++plane) {
    uint8_t byte = 0;
    for (const Lane& lane : made.lanes) {
      const bool known = lane.known == nullptr || (lane.known[row / 64] >> (row % 64) & 1) != 0;
      if (known && lane.plane == plane) byte = static_cast<uint8_t>(byte + lane.digits[lane.codes[row]]);
    }
    key += byte * weight;
    weight *= shape.sizes[plane];
  }
  return key;
}

template <class Entry>
std::vector<Entry> random_table(uint32_t below) {
  std::vector<Entry> made(size_t{1} << 24);
  std::mt19937 random(below);
  for (auto& entry : made) entry = static_cast<Entry>(random() % below);
  return made;
}

class Instructions : public testing::TestWithParam<const char*> {
 protected:
  void SetUp() override {
    if (!use_instructions(GetParam())) GTEST_SKIP() << "this machine has no " << GetParam();
  }
  void TearDown() override { use_instructions(""); }
};

TEST_P(Instructions, KeysAndLookUpsAgreeWithPlainOnes) {
  static const auto small = random_table<uint8_t>(7);
  static const auto large = random_table<uint16_t>(70);
  for (const size_t rows : {size_t{1}, size_t{63}, size_t{64}, size_t{65}, size_t{1000}, kBlockRows - 192}) {
    const auto made = make(static_cast<uint32_t>(rows));
    for (size_t planes = 1; planes <= kKeyPlanes; ++planes) {
      alignas(64) static uint8_t keys[kKeyPlanes][kBlockRows];
      uint8_t* const out[] = {keys[0], keys[1], keys[2]};
      make_keys(made->lanes, rows, planes, out);
      std::vector<uint8_t> bytes(rows);
      std::vector<uint16_t> words(rows);
      const KeyShape shape{planes, {256, planes > 1 ? 251U : 1U, planes > 2 ? 256U : 1U}};
      EXPECT_FALSE(look_up(shape, small.data(), rows, out, bytes.data()));
      EXPECT_FALSE(look_up(shape, large.data(), rows, out, words.data()));
      for (size_t row = 0; row < rows; ++row) {
        const size_t key = plain_key(*made, row, shape);
        ASSERT_EQ(bytes[row], small[key]) << GetParam() << " row " << row << " of " << rows << ", planes " << planes;
        ASSERT_EQ(words[row], large[key]);
      }
    }
  }
}

TEST_P(Instructions, UnfilledEntriesAreTold) {
  std::vector<uint8_t> table(256, 1);
  table[9] = 0xff;
  alignas(64) uint8_t keys[kBlockRows] = {};
  const uint8_t* const planes[] = {keys, nullptr, nullptr};
  std::vector<uint8_t> out(kBlockRows);
  for (const size_t rows : {size_t{1}, size_t{70}, kBlockRows}) {
    EXPECT_FALSE(look_up(KeyShape{1, {256, 1, 1}}, table.data(), rows, planes, out.data()));
    keys[rows - 1] = 9;
    EXPECT_TRUE(look_up(KeyShape{1, {256, 1, 1}}, table.data(), rows, planes, out.data()));
    keys[rows - 1] = 0;
  }
  EXPECT_EQ(count_equal(out.data(), 70, 1), 70U);
  EXPECT_EQ(count_equal(out.data(), 70, 0xff), 0U);
}

// AVX3 is what Highway calls AVX-512.
INSTANTIATE_TEST_SUITE_P(All, Instructions, testing::Values("AVX3", "AVX2", "SSE4", "SSSE3", "SCALAR"));

}  // namespace
}  // namespace comity::replay
