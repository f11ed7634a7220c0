package archtest

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// tracked are the files of the repository, by name.
func tracked(t *testing.T) []string {
	t.Helper()
	cmd := exec.Command("git", "ls-files", "-z", "--cached", "--others", "--exclude-standard")
	cmd.Dir = root
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("git ls-files: %v", err)
	}
	return strings.Split(strings.TrimSuffix(string(out), "\x00"), "\x00")
}

// bab are the chapters of ASVS 5.0.0.
var bab = []string{"Encoding and Sanitization", "Validation and Business Logic", "Web Frontend Security", "API and Web Service", "File Handling",
	"Authentication", "Session Management", "Authorization", "Self-contained Tokens", "OAuth and OIDC", "Cryptography", "Secure Communication",
	"Configuration", "Data Protection", "Secure Coding and Architecture", "Security Logging and Error Handling", "WebRTC"}

// TestSecurity holds docs/security.md to the chapters, and what it names to what there is.
func TestSecurity(t *testing.T) {
	b, err := os.ReadFile(filepath.Join(root, "docs/security.md"))
	if err != nil {
		t.Fatal(err)
	}
	for n, judul := range bab {
		baris := regexp.MustCompile(`(?m)^\| V` + strconv.Itoa(n+1) + ` ` + regexp.QuoteMeta(judul) + ` \|(.*)\|(.*)\|(.*)\|$`).FindSubmatch(b)
		if baris == nil {
			t.Errorf("V%d %s: has no row", n+1, judul)
		} else if len(bytes.TrimSpace(baris[1])) == 0 {
			t.Errorf("V%d: the row says nothing", n+1)
		}
	}
	uji := map[string]bool{}
	for _, name := range tracked(t) {
		if !strings.HasSuffix(name, "_test.go") {
			continue
		}
		isi, err := os.ReadFile(filepath.Join(root, name))
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range regexp.MustCompile(`(?m)^func (Test\w+)\(`).FindAllSubmatch(isi, -1) {
			uji[string(m[1])] = true
		}
	}
	for _, m := range regexp.MustCompile("`([^`]+)`").FindAllSubmatch(b, -1) {
		switch nama := string(m[1]); {
		case regexp.MustCompile(`^Test[A-Z]\w*$`).MatchString(nama):
			if !uji[nama] {
				t.Errorf("%s: there is no such test", nama)
			}
		case regexp.MustCompile(`^[a-z]+/[a-z/]+[\w-]*\.(go|md|sh|yaml)$`).MatchString(nama):
			if _, err := os.Stat(filepath.Join(root, nama)); err != nil {
				t.Errorf("%s: %v", nama, err)
			}
		}
	}
}

// rahasia are the shapes of keys that must never lie in a repository.
var rahasia = map[string]*regexp.Regexp{
	"an AWS key":             regexp.MustCompile(`\b(?:AKIA|ASIA)[0-9A-Z]{16}\b`),
	"an AWS secret":          regexp.MustCompile(`(?i)aws_secret_access_key["' ]*[=:]["' ]*[A-Za-z0-9/+]{40}\b`),
	"a private key":          regexp.MustCompile(`-----BEGIN [A-Z ]*PRIVATE KEY-----`),
	"a token of a code host": regexp.MustCompile(`\b(?:gh[pousr]_[A-Za-z0-9]{36}|glpat-[A-Za-z0-9_-]{20}|github_pat_\w{40})`),
	"a token of a chat":      regexp.MustCompile(`\bxox[abprs]-[0-9A-Za-z-]{10}`),
	"a signed token":         regexp.MustCompile(`\beyJ[A-Za-z0-9_-]{10,}\.eyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{20,}`),
	"a password in a URL":    regexp.MustCompile(`https?://[^/\s"'<>@:]+:[^/\s"'<>@{$%]{3,}@`),
}

// kunciRahasia names the key-like texts of a file.
func kunciRahasia(isi []byte) (out []string) {
	for apa, pola := range rahasia {
		if m := pola.Find(isi); m != nil {
			out = append(out, apa+" ("+string(m[:min(12, len(m))])+"…)")
		}
	}
	return out
}

// TestNoSecrets looks for keys in every file of the repository.
func TestNoSecrets(t *testing.T) {
	files := tracked(t)
	if len(files) < 300 {
		t.Fatalf("got %d files, want all of the repository", len(files))
	}
	for _, name := range files {
		isi, err := os.ReadFile(filepath.Join(root, name))
		if os.IsNotExist(err) {
			continue // deleted and not committed yet
		}
		if err != nil {
			t.Fatal(err)
		}
		for _, apa := range kunciRahasia(isi) {
			t.Errorf("%s: looks like %s", name, apa)
		}
	}
	for apa, contoh := range map[string]string{ // put together here, so that this file has none
		"an AWS key":             "AKIA" + strings.Repeat("A1", 8),
		"an AWS secret":          "aws_secret_access_key = " + strings.Repeat("abcd", 10),
		"a private key":          "-----BEGIN EC " + "PRIVATE KEY-----",
		"a token of a code host": "ghp_" + strings.Repeat("a", 36),
		"a token of a chat":      "xoxb-" + strings.Repeat("1", 12),
		"a signed token":         "eyJ" + strings.Repeat("a", 12) + ".eyJ" + strings.Repeat("b", 12) + "." + strings.Repeat("c", 24),
		"a password in a URL":    "https://orang:" + "sandi@" + "example.com",
	} {
		if got := kunciRahasia([]byte("x " + contoh + " y")); len(got) != 1 || !strings.HasPrefix(got[0], apa) {
			t.Errorf("%s: got %q", contoh, got)
		}
	}
}
