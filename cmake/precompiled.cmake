# The header that is parsed once (cmake/precompiled.h): one for the rooms, one with GoogleTest for their tests.
# ccache takes part if told that the time and the macros of a precompiled header are the build's own affair; the compiler's own list of headers
# (depend mode) spares a second pass of the preprocessor for each file that is new to it.
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  add_compile_options(-fpch-preprocess)
endif()
if(CCACHE)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CMAKE_COMMAND} -E env CCACHE_DEPEND=1 CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime ${CCACHE})
endif()

file(WRITE ${CMAKE_BINARY_DIR}/precompiled.cpp "")
add_library(comity_precompiled STATIC ${CMAKE_BINARY_DIR}/precompiled.cpp)
target_link_libraries(comity_precompiled PRIVATE fmt::fmt)
target_precompile_headers(comity_precompiled PRIVATE ${comity_SOURCE_DIR}/cmake/precompiled.h)

# A test's own lines run once: optimising them would cost more than it saves. The rooms they test are built as they are shipped.
set(COMITY_TEST_OPTIONS $<$<CONFIG:Release>:-O0>)
if(PROJECT_IS_TOP_LEVEL AND NOT COMITY_FUZZ)
  file(WRITE ${CMAKE_BINARY_DIR}/precompiled_tests.cpp "int main() { return 0; }\n")
  add_executable(comity_precompiled_tests ${CMAKE_BINARY_DIR}/precompiled_tests.cpp)  # a program, since the tests are: their code is laid out alike
  set_target_properties(comity_precompiled_tests PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/CMakeFiles)  # it tests nothing
  target_link_libraries(comity_precompiled_tests PRIVATE fmt::fmt GTest::gtest)
  target_compile_options(comity_precompiled_tests PRIVATE ${COMITY_TEST_OPTIONS})
  target_precompile_headers(comity_precompiled_tests PRIVATE ${comity_SOURCE_DIR}/cmake/precompiled.h <gtest/gtest.h>)
endif()
