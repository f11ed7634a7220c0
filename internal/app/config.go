// Package app is what every program begins with: the configuration from the
// environment, the log, fresh ids and tokens. It links no implementation of a port;
// which ones a program has is decided in its own main.
package app

import (
	"encoding/base64"
	"fmt"
	"net"
	"net/url"
	"strings"
	"time"

	"capaian/internal/fault"
)

// Config is everything that the environment decides, read once. docs/configuration.md
// is its table; a test holds the two together.
type Config struct {
	Lokal    bool          // CAPAIAN_LOKAL: development issuer and plain HTTP; never in the cloud
	Addr     string        // CAPAIAN_ADDR: where the local machine listens
	Data     string        // CAPAIAN_DATA: folder of the embedded store and the files
	URL      string        // CAPAIAN_URL: what people reach us by, without a slash at the end
	Rahasia  []byte        // CAPAIAN_RAHASIA: base64, ≥ 32 bytes: what report links and sessions follow from
	Issuer   string        // CAPAIAN_ISSUER: OIDC issuer of people's tokens
	Audience string        // CAPAIAN_AUDIENCE: client id that tokens are meant for
	Kolam    string        // CAPAIAN_KOLAM: Cognito user pool of people's accounts, or "-"
	Kinerja  string        // CAPAIAN_TABEL_KINERJA: DynamoDB table
	Hasil    string        // CAPAIAN_TABEL_HASIL: DynamoDB table
	Bucket   string        // CAPAIAN_BUCKET: S3 bucket of reports and of files handed in
	Unggahan string        // CAPAIAN_UNGGAHAN: S3 bucket that files arrive in
	Terbit   string        // CAPAIAN_TERBIT: S3 bucket of published reports
	Antrean  string        // CAPAIAN_ANTREAN: URL of the SQS queue of reports
	Ulang    string        // CAPAIAN_ANTREAN_ULANG: URL of the SQS queue of what failed to compute
	Detak    time.Duration // CAPAIAN_DETAK: how often the local machine's tick comes
}

// Variable is one environment variable: its name, default and what it is for.
type Variable struct{ Nama, Bawaan, Untuk string }

// Variables lists what is read, in the order of docs/configuration.md.
var Variables = []Variable{
	{"CAPAIAN_LOKAL", "", "1 on a local machine: development sign-in, plain HTTP. Never set in the cloud"},
	{"CAPAIAN_ADDR", "127.0.0.1:8080", "local: address to listen at"},
	{"CAPAIAN_DATA", "./var", "local: folder of the embedded store and of the files"},
	{"CAPAIAN_URL", "", "address people reach Capaian by; local: follows from CAPAIAN_ADDR"},
	{"CAPAIAN_RAHASIA", "", "base64 of at least 32 random bytes that report links and people's sessions follow from; local: kept in CAPAIAN_DATA"},
	{"CAPAIAN_ISSUER", "", "OIDC issuer of people's tokens"},
	{"CAPAIAN_AUDIENCE", "", "client id that tokens are meant for; local: capaian"},
	{"CAPAIAN_KOLAM", "", "Cognito user pool whose accounts admins make; - where people's identity provider is another"},
	{"CAPAIAN_TABEL_KINERJA", "", "DynamoDB table Kinerja"},
	{"CAPAIAN_TABEL_HASIL", "", "DynamoDB table Hasil"},
	{"CAPAIAN_BUCKET", "", "S3 bucket of report files and of files handed in"},
	{"CAPAIAN_UNGGAHAN", "", "S3 bucket that files handed in arrive in"},
	{"CAPAIAN_TERBIT", "", "S3 bucket of published reports, under object lock"},
	{"CAPAIAN_ANTREAN", "", "URL of the SQS queue of reports to be made"},
	{"CAPAIAN_ANTREAN_ULANG", "", "URL of the SQS queue of agency-years whose computing failed"},
	{"CAPAIAN_DETAK", "1h", "local: how often the tick that sweeps and hands over waiting reports comes"},
}

// Read takes the configuration from lookup (os.Getenv); every fault is listed.
func Read(lookup func(string) string) (Config, error) {
	get := func(name string) string {
		if v := strings.TrimSpace(lookup(name)); v != "" {
			return v
		}
		for _, v := range Variables {
			if v.Nama == name {
				return v.Bawaan
			}
		}
		return ""
	}
	var l fault.List
	c := Config{
		Addr: get("CAPAIAN_ADDR"), Data: get("CAPAIAN_DATA"), URL: strings.TrimRight(get("CAPAIAN_URL"), "/"),
		Issuer: get("CAPAIAN_ISSUER"), Audience: get("CAPAIAN_AUDIENCE"), Kolam: get("CAPAIAN_KOLAM"), Kinerja: get("CAPAIAN_TABEL_KINERJA"),
		Hasil: get("CAPAIAN_TABEL_HASIL"), Bucket: get("CAPAIAN_BUCKET"), Unggahan: get("CAPAIAN_UNGGAHAN"), Terbit: get("CAPAIAN_TERBIT"), Antrean: get("CAPAIAN_ANTREAN"),
		Ulang: get("CAPAIAN_ANTREAN_ULANG"),
	}
	switch v := get("CAPAIAN_LOKAL"); v {
	case "", "0", "1":
		c.Lokal = v == "1"
	default:
		l.Add("", fault.At("CAPAIAN_LOKAL", fault.Invalid, "Isi 1, 0 atau kosong."))
	}
	var err error
	if c.Rahasia, err = base64.StdEncoding.DecodeString(get("CAPAIAN_RAHASIA")); err != nil {
		l.Add("", fault.At("CAPAIAN_RAHASIA", fault.Invalid, "Tulis dalam base64."))
	} else if n := len(c.Rahasia); n > 0 && n < 32 {
		l.Add("", fault.At("CAPAIAN_RAHASIA", fault.Invalid, "Rahasia paling sedikit 32 byte."))
	}
	if c.Detak, err = time.ParseDuration(get("CAPAIAN_DETAK")); err != nil || c.Detak <= 0 {
		l.Add("", fault.At("CAPAIAN_DETAK", fault.Invalid, "Tulis lama waktu, misalnya 1h atau 10m."))
	}
	if _, _, err := net.SplitHostPort(c.Addr); err != nil {
		l.Add("", fault.At("CAPAIAN_ADDR", fault.Invalid, "Tulis alamat dan gerbang, misalnya 127.0.0.1:8080."))
	}
	if c.URL == "" && c.Lokal {
		c.URL = "http://" + c.Addr
	}
	if c.Audience == "" && c.Lokal {
		c.Audience = "capaian"
	}
	if u, err := url.Parse(c.URL); c.URL != "" && (err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Hostname() == "") {
		l.Add("", fault.At("CAPAIAN_URL", fault.Invalid, "Tulis alamat lengkap, misalnya https://capaian.example.go.id."))
	}
	return c, l.Err()
}

// Require names what a cloud function cannot do without.
func (c Config) Require(names ...string) error {
	nilai := map[string]string{"CAPAIAN_URL": c.URL, "CAPAIAN_ISSUER": c.Issuer, "CAPAIAN_AUDIENCE": c.Audience, "CAPAIAN_KOLAM": c.Kolam,
		"CAPAIAN_TABEL_KINERJA": c.Kinerja, "CAPAIAN_TABEL_HASIL": c.Hasil, "CAPAIAN_BUCKET": c.Bucket, "CAPAIAN_UNGGAHAN": c.Unggahan, "CAPAIAN_TERBIT": c.Terbit, "CAPAIAN_ANTREAN": c.Antrean,
		"CAPAIAN_ANTREAN_ULANG": c.Ulang, "CAPAIAN_RAHASIA": string(c.Rahasia)}
	var l fault.List
	for _, n := range names {
		if nilai[n] == "" {
			l.Add("", fault.At(n, fault.Required))
		}
	}
	if c.Lokal {
		l.Add("", fault.At("CAPAIAN_LOKAL", fault.Invalid, "Mode lokal tidak boleh di awan."))
	}
	if err := l.Err(); err != nil {
		return fmt.Errorf("configuration: %w", err)
	}
	return nil
}
