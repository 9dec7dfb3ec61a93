// src/jit/x86/object_file.cpp
// Source: gABI 4.1, chapters 4 (sections, symbols).
#include "jit/x86/object_file.hpp"

#include <elf.h>

#include <array>
#include <cstring>

namespace krach::jit::x86 {
template <class T>
static void append(std::string& out, const T& x) {
  out.append(reinterpret_cast<const char*>(&x), sizeof x);
}

std::string object_file(std::string_view name, std::string_view code) {
  using namespace std::string_literals;
  constexpr std::uint8_t kCode = 1, kSymbols = 2, kNames = 3, kCount = 4;  // 0 is nothing
  const std::string names = "\0"s + std::string(name) + "\0"s;
  constexpr std::size_t kCodeAt = 64;  // so that its constants are aligned as they ask for
  const std::size_t symbols_at = (kCodeAt + code.size() + 7) / 8 * 8;
  const std::size_t names_at = symbols_at + 2 * sizeof(Elf64_Sym);
  const std::size_t table_at = (names_at + names.size() + 7) / 8 * 8;

  Elf64_Ehdr header{};
  std::memcpy(header.e_ident, ELFMAG, SELFMAG);
  header.e_ident[EI_CLASS] = ELFCLASS64;
  header.e_ident[EI_DATA] = ELFDATA2LSB;
  header.e_ident[EI_VERSION] = EV_CURRENT;
  header.e_type = ET_REL;
  header.e_machine = EM_X86_64;
  header.e_version = EV_CURRENT;
  header.e_ehsize = sizeof(Elf64_Ehdr);
  header.e_shentsize = sizeof(Elf64_Shdr);
  header.e_shoff = table_at;
  header.e_shnum = kCount;
  header.e_shstrndx = kNames;
  static_assert(sizeof header == kCodeAt);

  Elf64_Sym function{};
  function.st_name = 1;
  function.st_info = ELF64_ST_INFO(STB_GLOBAL, STT_FUNC);
  function.st_shndx = kCode;
  function.st_size = code.size();

  const auto section = [](std::uint32_t type, std::uint64_t at, std::uint64_t size,
                          std::uint64_t align) {
    Elf64_Shdr s{};
    s.sh_type = type, s.sh_offset = at, s.sh_size = size, s.sh_addralign = align;
    return s;
  };
  std::array<Elf64_Shdr, kCount> sections{};
  sections[kCode] = section(SHT_PROGBITS, kCodeAt, code.size(), kCodeAt);
  sections[kCode].sh_flags = SHF_ALLOC | SHF_EXECINSTR;
  sections[kSymbols] = section(SHT_SYMTAB, symbols_at, 2 * sizeof function, 8);
  sections[kSymbols].sh_link = kNames;
  sections[kSymbols].sh_info = 1;
  sections[kSymbols].sh_entsize = sizeof function;
  sections[kNames] = section(SHT_STRTAB, names_at, names.size(), 1);

  std::string file;
  append(file, header);
  file += code;
  file.resize(symbols_at, '\0');
  append(file, Elf64_Sym{});
  append(file, function);
  file += names;
  file.resize(table_at, '\0');
  append(file, sections);
  return file;
}
}  // namespace krach::jit::x86
