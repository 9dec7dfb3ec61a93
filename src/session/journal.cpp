// src/session/journal.cpp
#include "session/journal.hpp"

#include <fcntl.h>
#include <nlohmann/json.hpp>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <ctime>
#include <fstream>
#include <iterator>
#include <optional>
#include <string_view>
#include <system_error>
#include <utility>

#include "base/error.hpp"
#include "base/random.hpp"
#include "session/apply.hpp"
#include "session/json.hpp"
#include "session/performer.hpp"
#include "session/snapshot.hpp"

namespace krach::session {
namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;
using Kind = JournalLine::Kind;
namespace {
constexpr std::int64_t kVersion = 1;
constexpr std::array kKinds{"play", "requests", "state"};  // in the order of Kind
constexpr std::size_t kLinesBetween = 500;                 // states
constexpr std::size_t kBytesBetween = std::size_t{4} << 20U;
constexpr std::string_view kSum = ",\"sum\":\"";
constexpr std::size_t kSumLength = kSum.size() + 16 + 2;  // with the quote and the bracket

std::string hex(std::uint64_t number) {
  std::string text(16, '0');
  for (std::size_t i = 16; i-- > 0; number >>= 4U) text[i] = "0123456789abcdef"[number & 15U];
  return text;
}
std::string sealed(const Json& json) {
  std::string text = json.dump(-1, ' ', false, Json::error_handler_t::replace);
  text.pop_back();
  return text + std::string(kSum) + hex(mix(1, text)) + "\"}\n";
}
/// The line without its sum; nothing if it is damaged.
std::optional<std::string> opened(std::string_view line) {
  if (line.size() < kSumLength) return {};
  const std::string_view text = line.substr(0, line.size() - kSumLength);
  if (line.substr(text.size()) != std::string(kSum) + hex(mix(1, text)) + "\"}") return {};
  return std::string(text) + "}";
}
std::string now_as_text() {
  const std::time_t now = std::time(nullptr);
  std::tm parts{};
  gmtime_r(&now, &parts);
  std::array<char, 32> text{};
  return {text.data(), std::strftime(text.data(), text.size(), "%Y-%m-%dT%H:%M:%SZ", &parts)};
}

Json to_json(const JournalLine& line) {
  Json json{{"kind", kKinds.at(static_cast<std::size_t>(line.kind))}};
  if (line.kind == Kind::play) json["sample_rate"] = line.sample_rate;
  json["revision"] = line.revision;
  json["frame"] = line.effect.frame.value;
  json["cycle"] = print(line.effect.cycle);
  if (line.kind != Kind::play) json["requests"] = Json(session::to_json(line.requests));
  return json;
}
/// Of a line whose sum is right: so it is as it was written, or somebody forged it.
JournalLine to_line(const nlohmann::json& json) {
  JournalLine line;
  const auto& kind = json.at("kind").get_ref<const std::string&>();
  const auto known = std::ranges::find(kKinds, kind);
  if (known == kKinds.end()) throw Error({"it is of no kind that is known", "line", ""});
  line.kind = static_cast<Kind>(known - kKinds.begin());
  line.revision = json.at("revision").get<std::int64_t>();
  const auto cycle = find_rational(json.at("cycle").get_ref<const std::string&>());
  if (!cycle) throw Error({"its position is no fraction", "line", ""});
  line.effect = {Frames{json.at("frame").get<std::int64_t>()}, *cycle};
  if (line.kind == Kind::play) line.sample_rate = json.at("sample_rate").get<std::int64_t>();
  if (line.kind != Kind::play) line.requests = to_requests(json.at("requests"));
  return line;
}
Fault fault(const std::string& what, const fs::path& path, const std::string& hint) {
  return {what, path.string(), hint};
}
Fault system_fault(const std::string& what, const fs::path& path) {
  const int number = errno;
  const char* hint = number == ENOSPC || number == EDQUOT ? "make room on the disk"
                     : number == EACCES || number == EROFS || number == EPERM
                         ? "choose a folder that may be written: KRACH_STATE=FOLDER"
                         : "see that its folder is there and may be written";
  return fault(what + ": " + std::generic_category().message(number), path, hint);
}
}  // namespace

struct Journal::File {
  fs::path path;
  int descriptor = -1;
  std::size_t lines = 0, bytes = 0;  // since the last state
  bool lacks = false;                // something that was accepted
  File(fs::path p, int d) : path(std::move(p)), descriptor(d) {}
  ~File() { ::close(descriptor); }
  File(const File&) = delete;
  File& operator=(const File&) = delete;

  /// All of the text or nothing of it.
  void append(const std::string& text) {
    const ::off_t end = ::lseek(descriptor, 0, SEEK_END);
    for (std::size_t done = 0; done < text.size();) {
      const ssize_t count = ::write(descriptor, text.data() + done, text.size() - done);
      if (count < 0 && errno == EINTR) continue;
      if (count <= 0) {
        const Fault why = system_fault("the journal cannot be written", path);
        if (::ftruncate(descriptor, end) != 0) lacks = true;
        lacks = true;
        throw Error(why);
      }
      done += static_cast<std::size_t>(count);
    }
    ++lines, bytes += text.size();
  }
};
Journal::Journal(std::unique_ptr<File> file) : file_(std::move(file)) {}
Journal::~Journal() = default;
Journal::Journal(Journal&&) noexcept = default;
Journal& Journal::operator=(Journal&&) noexcept = default;
const fs::path& Journal::path() const noexcept { return file_->path; }

Journal Journal::create(const fs::path& path, std::uint64_t seed) {
  const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_APPEND | O_CLOEXEC, 0600);
  if (file < 0) throw Error(system_fault("the journal cannot be made", path));
  Journal journal(std::make_unique<File>(path, file));
  journal.file_->append(sealed(
      {{"kind", "journal"}, {"version", kVersion}, {"seed", seed}, {"began", now_as_text()}}));
  return journal;
}
Journal Journal::resume(const fs::path& path, std::uint64_t whole_bytes) {
  const int file = ::open(path.c_str(), O_WRONLY | O_APPEND | O_CLOEXEC);
  if (file < 0) throw Error(system_fault("the journal cannot be opened", path));
  Journal journal(std::make_unique<File>(path, file));
  if (::ftruncate(file, static_cast<::off_t>(whole_bytes)) != 0)
    throw Error(system_fault("the journal's damaged end cannot be cut off", path));
  return journal;
}
void Journal::write(const JournalLine& line, const State& state) {
  File& file = *file_;
  if (!file.lacks) file.append(sealed(to_json(line)));
  const bool plays = line.kind == Kind::play;
  if (!plays && !file.lacks && file.lines < kLinesBetween && file.bytes < kBytesBetween) return;
  file.append(sealed(
      to_json({Kind::state, line.revision, line.effect, line.sample_rate, requests_of(state)})));
  file.lines = file.bytes = 0;
  file.lacks = false;
}
void Journal::sync() const {
  if (::fdatasync(file_->descriptor) != 0)
    throw Error(system_fault("the journal does not reach the disk", file_->path));
}

namespace {
std::string read_file(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) throw Error(system_fault("the journal cannot be read", path));
  return {std::istreambuf_iterator<char>(in), {}};
}
/// The first line's facts. Throws unless it is one.
void read_head(std::string_view text, const fs::path& path, JournalReading& reading) {
  const auto line = opened(text.substr(0, text.find('\n')));
  const auto json = line ? nlohmann::json::parse(*line, nullptr, false) : nlohmann::json();
  const auto number = [&](const char* key) -> std::int64_t {
    const auto found = json.is_object() ? json.find(key) : json.end();
    return found != json.end() && found->is_number_integer() ? found->get<std::int64_t>() : 0;
  };
  if (!json.is_object() || json.value("kind", "") != "journal" || number("version") < 1)
    throw Error(fault("it is no journal, or its beginning is damaged", path,
                      "see krach journal list for those there are"));
  if (number("version") > kVersion)
    throw Error(
        fault("it is of version " + std::to_string(number("version")) + ", newer than this krach",
              path, "read it with the krach that wrote it"));
  reading.seed = static_cast<std::uint64_t>(number("seed"));
  reading.began = json.value("began", "");
}
/// Gives the whole lines of `text`, from byte `from` on. Needs a state first if `needs_state`.
void read_lines(std::string_view text, std::size_t from, bool needs_state, JournalReading& reading,
                const std::function<void(JournalLine)>& sink) {
  std::size_t missing = 0;
  for (std::size_t begin = from, end = 0; begin < text.size(); begin = end + 1) {
    end = text.find('\n', begin);
    const bool ended = end != std::string_view::npos;
    if (!ended) end = text.size();
    std::optional<JournalLine> line;
    if (const auto inner = opened(text.substr(begin, end - begin)); inner && ended) try {
        line = to_line(nlohmann::json::parse(*inner));
      } catch (const std::exception&) {  // what cannot be read is damaged, whatever it says
        line.reset();
      }
    if (!line || (needs_state && line->kind == Kind::requests)) {
      needs_state = true;
      ++missing;
      continue;
    }
    if (line->kind == Kind::state) needs_state = false;
    reading.whole_bytes = end + 1;
    sink(std::move(*line));
  }
  if (missing > 0)
    reading.messages.push_back("the journal is damaged: " + std::to_string(missing) +
                               (missing == 1 ? " line is" : " lines are") + " missing");
}
/// Where the last whole state begins; npos if there is none.
std::size_t find_last_state(std::string_view text) {
  constexpr std::string_view kState = "\n{\"kind\":\"state\"";
  for (std::size_t at = text.rfind(kState); at != std::string_view::npos && at > 0;
       at = text.rfind(kState, at - 1)) {
    const std::size_t end = text.find('\n', at + 1);
    if (end != std::string_view::npos && opened(text.substr(at + 1, end - at - 1))) return at + 1;
  }
  return std::string_view::npos;
}
}  // namespace

JournalReading read_journal(const fs::path& path, const std::function<void(JournalLine)>& line) {
  const std::string text = read_file(path);
  JournalReading reading;
  read_head(text, path, reading);
  reading.whole_bytes = text.find('\n') + 1;
  read_lines(text, reading.whole_bytes, false, reading, line);
  return reading;
}
Recovered recover(const fs::path& path) {
  const std::string text = read_file(path);
  Recovered out;
  read_head(text, path, out.reading);
  const std::size_t state = find_last_state(text);
  Performer performer;
  out.reading.whole_bytes = text.find('\n') + 1;
  read_lines(text, state == std::string::npos ? out.reading.whole_bytes : state, false, out.reading,
             [&](const JournalLine& line) {
               if (line.kind == Kind::play) out.sample_rate = line.sample_rate;
               if (line.kind == Kind::state) performer = Performer();
               if (line.kind != Kind::play) try {
                   performer.apply(line.requests, line.effect.cycle, out.reading.seed);
                 } catch (const Error& error) {
                   out.reading.messages.push_back("request " + std::to_string(line.revision) +
                                                  " is left out: " + error.what());
                   return;
                 }
               out.revision = line.revision;
               out.effect = line.effect;
             });
  out.state = performer.state();
  return out;
}
}  // namespace krach::session
