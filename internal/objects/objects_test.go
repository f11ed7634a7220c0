package objects

import (
	"mime"
	"strings"
	"testing"
	"time"

	"capaian/internal/fault"
)

func TestCheckKey(t *testing.T) {
	tests := []struct {
		name, key string
		want      fault.Code
	}{
		{"one letter", "a", ""},
		{"every allowed character", "laporan/2023/LKjIP_v1.0-final.pdf", ""},
		{"hidden name", ".a/..b/c..", ""},
		{"512 bytes", strings.Repeat("k", 512), ""},
		{"empty", "", fault.Invalid},
		{"513 bytes", strings.Repeat("k", 513), fault.Invalid},
		{"leading slash", "/a", fault.Invalid},
		{"trailing slash", "a/", fault.Invalid},
		{"empty segment", "a//b", fault.Invalid},
		{"dot", ".", fault.Invalid},
		{"dot segment", "a/./b", fault.Invalid},
		{"parent", "../a", fault.Invalid},
		{"parent at end", "a/..", fault.Invalid},
		{"space", "a b", fault.Invalid},
		{"backslash", `a\b`, fault.Invalid},
		{"percent", "a%2fb", fault.Invalid},
		{"NUL", "a\x00", fault.Invalid},
		{"newline at end", "a\n", fault.Invalid},
		{"letter outside ASCII", "é", fault.Invalid},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := fault.CodeOf(CheckKey(tt.key)); got != tt.want {
				t.Errorf("CheckKey(%q) = %q, want %q", tt.key, got, tt.want)
			}
		})
	}
}

func TestNewInfo(t *testing.T) {
	got, err := NewInfo("a/b", "text/plain; charset=utf-8", []byte("abc"))
	want := Info{
		Key: "a/b", Size: 3, ContentType: "text/plain; charset=utf-8",
		SHA256: "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", // FIPS 180-2, B.1
	}
	if err != nil || got != want {
		t.Errorf("got %+v, %v, want %+v", got, err, want)
	}
	for _, bad := range []string{"", "pdf", "text/plain\r\nX: y", "text/", "a/é", "a/" + strings.Repeat("b", 254)} {
		if _, err := NewInfo("a", bad, nil); fault.CodeOf(err) != fault.Invalid {
			t.Errorf("content type %q: got %v, want %s", bad, err, fault.Invalid)
		}
	}
	if _, err := NewInfo("../a", "text/plain", nil); fault.CodeOf(err) != fault.Invalid {
		t.Errorf("bad key: got %v, want %s", err, fault.Invalid)
	}
}

func TestCheckLink(t *testing.T) {
	tests := []struct {
		name, filename string
		ttl            time.Duration
		want           fault.Code
	}{
		{"shortest", "a.pdf", MinTTL, ""},
		{"longest", "a.pdf", MaxTTL, ""},
		{"quotes, dash and no-break space", "LKjIP\u00a0– \"Sosial\".xlsx", time.Minute, ""},
		{"255 bytes", strings.Repeat("a", 255), time.Minute, ""},
		{"too short", "a.pdf", MinTTL - 1, fault.OutOfRange},
		{"negative", "a.pdf", -time.Hour, fault.OutOfRange},
		{"too long", "a.pdf", MaxTTL + 1, fault.OutOfRange},
		{"no name", "", time.Minute, fault.Invalid},
		{"256 bytes", strings.Repeat("a", 256), time.Minute, fault.Invalid},
		{"slash", "a/b", time.Minute, fault.Invalid},
		{"backslash", `a\b`, time.Minute, fault.Invalid},
		{"line break", "a\r\nSet-Cookie: b", time.Minute, fault.Invalid},
		{"right-to-left override", "a\u202efdp.exe", time.Minute, fault.Invalid},
		{"not UTF-8", "a\xff", time.Minute, fault.Invalid},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := fault.CodeOf(CheckLink("a", tt.filename, tt.ttl)); got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
	if got := fault.CodeOf(CheckLink("..", "a", time.Minute)); got != fault.Invalid {
		t.Errorf("bad key: got %q, want %q", got, fault.Invalid)
	}
}

func TestDisposition(t *testing.T) {
	tests := []struct{ name, filename, want string }{
		{"plain", "a-b_c.pdf", `attachment; filename="a-b_c.pdf"; filename*=UTF-8''a-b_c.pdf`},
		{"dash and quotes", `LKjIP 2023 – Dinas "Sosial".xlsx`,
			`attachment; filename="LKjIP 2023 _ Dinas _Sosial_.xlsx"; ` +
				`filename*=UTF-8''LKjIP%202023%20%E2%80%93%20Dinas%20%22Sosial%22.xlsx`},
		{"signs with a meaning", "100%+1;'*.txt",
			`attachment; filename="100_+1;'*.txt"; filename*=UTF-8''100%25%2B1%3B%27%2A.txt`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := Disposition(tt.filename)
			if got != tt.want {
				t.Errorf("got  %s\nwant %s", got, tt.want)
			}
			if _, params, err := mime.ParseMediaType(got); err != nil || params["filename"] != tt.filename {
				t.Errorf("a reader sees %q, %v, want %q", params["filename"], err, tt.filename)
			}
		})
	}
}
