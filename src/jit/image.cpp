// src/jit/image.cpp: the file of this layer that knows the operating system and the processor.
// Source: the System V ABI, its supplement for AMD64 1.0 (relocations), and the gABI 4.1 (ELF).
#include "jit/image.hpp"

#include <cpuid.h>
#include <elf.h>
#include <sys/mman.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <stdexcept>
#include <vector>

namespace krach::jit {
namespace {
constexpr std::size_t kPage = 4096, kMaxSize = 64U << 20U;
constexpr std::size_t kStub = 16, kSlot = 8;  // bytes of a jump, of an address
enum Region : std::uint8_t { code, fixed, data, end };

[[noreturn]] void damaged(const std::string& what) {
  throw std::runtime_error("the object file " + what);
}
std::size_t aligned(std::size_t x, std::size_t to) { return (x + to - 1) / to * to; }

class Linker {
 public:
  Linker(std::string_view object, std::span<const Import> imports)
      : object_(object), imports_(imports) {
    read_header();
    lay_out();
  }
  std::size_t size() const { return regions_[Region::end]; }
  /// Fills `pages`, of size() zeros, and protects them.
  void link(std::byte* pages);
  std::map<std::string, void*, std::less<>> functions() const;

 private:
  struct Section {
    Elf64_Shdr header;
    std::string_view bytes;
    bool is_loaded = false;
    std::size_t at = 0;  // in the image
  };
  std::string_view part(std::size_t at, std::size_t size) const {
    if (at > object_.size() || size > object_.size() - at) damaged("ends too early");
    return object_.substr(at, size);
  }
  template <class T>
  static T read(std::string_view bytes, std::size_t i) {
    if ((i + 1) * sizeof(T) > bytes.size()) damaged("ends too early");
    T value{};
    std::memcpy(&value, bytes.data() + i * sizeof(T), sizeof(T));
    return value;
  }
  const Section& section(std::size_t i) const {
    if (i >= sections_.size()) damaged("names a section that is not there");
    return sections_[i];
  }
  static std::string_view name(const Section& names, std::size_t at) {
    if (at >= names.bytes.size()) damaged("has a name nowhere");
    const auto rest = names.bytes.substr(at);
    return rest.substr(0, rest.find('\0'));
  }
  Region region(const Section& s) const {
    return (s.header.sh_flags & SHF_EXECINSTR) != 0 ? Region::code
           : (s.header.sh_flags & SHF_WRITE) != 0   ? Region::data
                                                    : Region::fixed;
  }
  void read_header();
  void read_symbols(const Section& s);
  void lay_out();
  void check_kind(Section& s, std::string_view name);
  void resolve();
  std::byte* address(const Elf64_Sym& symbol, std::size_t i);
  void relocate(const Section& relocations);
  void relocate(std::byte* place, std::size_t room, const Elf64_Rela& r);
  void protect();

  std::string_view object_;
  std::span<const Import> imports_;
  std::vector<Section> sections_;
  std::vector<Elf64_Sym> symbols_;
  std::vector<std::string_view> names_;                  // of the symbols
  std::vector<std::byte*> addresses_;                    // of the symbols
  std::array<std::size_t, Region::end + 1U> regions_{};  // where each begins
  std::size_t stubs_ = 0, slots_ = 0;                    // where they begin, one for each symbol
  std::byte* pages_ = nullptr;
};

void Linker::read_header() {
  const auto header = read<Elf64_Ehdr>(object_, 0);
  if (std::memcmp(header.e_ident, ELFMAG, SELFMAG) != 0 || header.e_type != ET_REL)
    damaged("is none");
  if (header.e_ident[EI_CLASS] != ELFCLASS64 || header.e_machine != EM_X86_64)
    damaged("is for another processor");
  const auto table = part(header.e_shoff, header.e_shnum * sizeof(Elf64_Shdr));
  for (std::size_t i = 0; i < header.e_shnum; ++i) {
    const auto s = read<Elf64_Shdr>(table, i);
    const bool is_empty = s.sh_type == SHT_NOBITS || s.sh_type == SHT_NULL;
    sections_.push_back({s, is_empty ? std::string_view() : part(s.sh_offset, s.sh_size)});
  }
  const Section& names = section(header.e_shstrndx);
  for (Section& s : sections_) {
    check_kind(s, name(names, s.header.sh_name));
    if (s.header.sh_type == SHT_SYMTAB) read_symbols(s);
  }
}
void Linker::check_kind(Section& s, std::string_view name) {
  if ((s.header.sh_flags & SHF_ALLOC) == 0 || name == ".eh_frame") return;  // nothing is thrown
  if ((s.header.sh_type != SHT_PROGBITS && s.header.sh_type != SHT_NOBITS) ||
      (s.header.sh_flags & SHF_TLS) != 0)
    damaged("has a section of another kind: " + std::string(name));
  if ((s.header.sh_flags & SHF_EXECINSTR) != 0 && (s.header.sh_flags & SHF_WRITE) != 0)
    damaged("has code that can be written");
  const std::size_t align = s.header.sh_addralign;
  if (align > kPage || (align > 0 && !std::has_single_bit(align))) damaged("is aligned oddly");
  s.is_loaded = true;
}
void Linker::read_symbols(const Section& s) {
  const Section& names = section(s.header.sh_link);
  for (std::size_t i = 0; i < s.bytes.size() / sizeof(Elf64_Sym); ++i) {
    symbols_.push_back(read<Elf64_Sym>(s.bytes, i));
    names_.push_back(name(names, symbols_.back().st_name));
  }
}
void Linker::lay_out() {
  std::size_t at = 0;
  for (const Region r : {Region::code, Region::fixed, Region::data}) {
    at = regions_.at(r) = aligned(at, kPage);
    for (Section& s : sections_) {
      if (!s.is_loaded || region(s) != r) continue;
      s.at = aligned(at, std::max<std::size_t>(s.header.sh_addralign, 1));
      if (s.header.sh_size > kMaxSize || s.at + s.header.sh_size > kMaxSize)
        damaged("is larger than 64 MiB");
      at = s.at + s.header.sh_size;
    }
    if (r == Region::code) stubs_ = aligned(at, kStub), at = stubs_ + kStub * symbols_.size();
    if (r == Region::fixed) slots_ = aligned(at, kSlot), at = slots_ + kSlot * symbols_.size();
  }
  regions_[Region::end] = aligned(std::max<std::size_t>(at, 1), kPage);
}

std::byte* Linker::address(const Elf64_Sym& symbol, std::size_t i) {
  const auto type = ELF64_ST_TYPE(symbol.st_info);
  if (type == STT_TLS || type == STT_GNU_IFUNC) damaged("has a symbol of another kind");
  if (symbol.st_shndx == SHN_UNDEF) {
    for (const Import& import : imports_) {
      if (import.name != names_[i]) continue;
      std::byte* stub = pages_ + stubs_ + kStub * i;  // jmp [rip + 0], then where to
      constexpr std::array<std::uint8_t, 6> kJump{0xff, 0x25, 0, 0, 0, 0};
      std::memcpy(stub, kJump.data(), kJump.size());
      const auto target = std::bit_cast<std::uint64_t>(import.address);
      std::memcpy(stub + kJump.size(), &target, sizeof target);
      return stub;
    }
    return nullptr;  // which is well if nothing refers to it
  }
  if (symbol.st_shndx >= SHN_LORESERVE) {
    if (type == STT_FILE) return nullptr;
    damaged("has a symbol in no section: " + std::string(names_[i]));
  }
  const Section& s = section(symbol.st_shndx);
  if (symbol.st_value > s.header.sh_size) damaged("has a symbol outside of its section");
  return s.is_loaded ? pages_ + s.at + symbol.st_value : nullptr;
}
void Linker::resolve() {
  for (std::size_t i = 0; i < symbols_.size(); ++i) {
    addresses_.push_back(address(symbols_[i], i));
    const auto slot = std::bit_cast<std::uint64_t>(addresses_.back());
    std::memcpy(pages_ + slots_ + kSlot * i, &slot, kSlot);
  }
}

void Linker::relocate(std::byte* place, std::size_t room, const Elf64_Rela& r) {
  const std::size_t symbol = ELF64_R_SYM(r.r_info);
  if (symbol >= addresses_.size()) damaged("relocates by a symbol that is not there");
  if (addresses_[symbol] == nullptr) damaged("refers to '" + std::string(names_[symbol]) + "'");
  // modulo 2^64, as the processor counts
  const auto number = [](const std::byte* p) { return std::bit_cast<std::uint64_t>(p); };
  const auto addend = static_cast<std::uint64_t>(r.r_addend);
  const auto put = [&](auto value) {
    if (room < sizeof value) damaged("relocates past the end of a section");
    std::memcpy(place, &value, sizeof value);
  };
  const auto put_near = [&](const std::byte* target) {
    const auto distance = static_cast<std::int64_t>(number(target) - number(place) + addend);
    if (distance != static_cast<std::int32_t>(distance)) damaged("reaches too far");
    put(static_cast<std::int32_t>(distance));
  };
  switch (ELF64_R_TYPE(r.r_info)) {
    case R_X86_64_64: put(number(addresses_[symbol]) + addend); break;
    case R_X86_64_PC32:
    case R_X86_64_PLT32: put_near(addresses_[symbol]); break;
    case R_X86_64_GOTPCREL:
    case R_X86_64_GOTPCRELX:
    case R_X86_64_REX_GOTPCRELX: put_near(pages_ + slots_ + kSlot * symbol); break;
    default: damaged("has relocation " + std::to_string(ELF64_R_TYPE(r.r_info)));
  }
}
void Linker::relocate(const Section& relocations) {
  const Section& changed = section(relocations.header.sh_info);
  if (!changed.is_loaded) return;
  if (changed.header.sh_type == SHT_NOBITS) damaged("relocates what is empty");
  for (std::size_t i = 0; i < relocations.bytes.size() / sizeof(Elf64_Rela); ++i) {
    const auto r = read<Elf64_Rela>(relocations.bytes, i);
    if (r.r_offset > changed.header.sh_size) damaged("relocates past the end of a section");
    relocate(pages_ + changed.at + r.r_offset, changed.header.sh_size - r.r_offset, r);
  }
}
void Linker::protect() {
  constexpr std::array<int, 2> kMay{PROT_READ | PROT_EXEC, PROT_READ};
  for (const Region r : {Region::code, Region::fixed}) {
    const std::size_t begin = regions_.at(r), end = regions_.at(r + 1U);
    if (end > begin && mprotect(pages_ + begin, end - begin, kMay.at(r)) != 0)
      throw std::runtime_error("the system lets nobody run code that was made: mprotect");
  }
}

void Linker::link(std::byte* pages) {
  pages_ = pages;
  for (const Section& s : sections_)
    if (s.is_loaded && !s.bytes.empty()) std::memcpy(pages_ + s.at, s.bytes.data(), s.bytes.size());
  resolve();
  for (const Section& s : sections_) {
    if (s.header.sh_type == SHT_REL) damaged("has relocations of another kind");
    if (s.header.sh_type == SHT_RELA) relocate(s);
  }
  protect();
}
std::map<std::string, void*, std::less<>> Linker::functions() const {
  std::map<std::string, void*, std::less<>> out;
  for (std::size_t i = 0; i < symbols_.size(); ++i)
    if (ELF64_ST_TYPE(symbols_[i].st_info) == STT_FUNC && symbols_[i].st_shndx != SHN_UNDEF &&
        region(section(symbols_[i].st_shndx)) == Region::code)
      out.emplace(names_[i], addresses_[i]);
  return out;
}
}  // namespace

Image::Image(std::string_view object, std::span<const Import> imports) {
  Linker linker(object, imports);
  void* pages =
      mmap(nullptr, linker.size(), PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (pages == MAP_FAILED) throw std::runtime_error("there is no memory for code: mmap");
  pages_ = static_cast<std::byte*>(pages);
  size_ = linker.size();
  try {
    linker.link(pages_);
    functions_ = linker.functions();
  } catch (...) {
    munmap(pages_, size_);
    throw;
  }
}
Image::~Image() { munmap(pages_, size_); }

void* Image::function(std::string_view name) const {
  const auto found = functions_.find(name);
  if (found == functions_.end()) damaged("has no function '" + std::string(name) + "'");
  return found->second;
}

std::string processor() {
  std::string out = "x86-64";
  const auto add = [&](unsigned leaf, unsigned sub, std::array<unsigned, 4> mask) {
    std::array<unsigned, 4> r{};
    __get_cpuid_count(leaf, sub, &r[0], &r[1], &r[2], &r[3]);
    for (std::size_t i = 0; i < 4; ++i) out += "." + std::to_string(r.at(i) & mask.at(i));
  };
  constexpr unsigned kAll = ~0U;
  add(0, 0, {0, kAll, kAll, kAll});     // the vendor
  add(1, 0, {kAll, 0, kAll, kAll});     // family and model; ebx tells which core asks
  add(7, 0, {kAll, kAll, kAll, kAll});  // features
  add(7, 1, {kAll, kAll, kAll, kAll});
  add(0x80000001U, 0, {0, 0, kAll, kAll});
  return out;
}
}  // namespace krach::jit
