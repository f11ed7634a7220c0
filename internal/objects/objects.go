// Package objects is the port to the files the program keeps for people:
// rendered reports, their snapshots, evidence. A file is written once under a
// key and never changes; readers get it through a link that expires. Files that
// people send arrive in a place of their own, through a form that expires. What
// every implementation must agree on (what a key is, how a file name goes into
// a header) is decided here; objectstest holds each of them to the contract.
package objects

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"mime"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"capaian/internal/fault"
)

// The shortest and the longest life of a link. Seven days is the most that AWS
// signature version 4 allows a presigned URL.
const (
	MinTTL = time.Second
	MaxTTL = 7 * 24 * time.Hour
)

const (
	maxKey         = 512
	maxContentType = 255
	maxFilename    = 255 // bytes; what the file systems of readers take
)

// Info describes a stored object.
type Info struct {
	Key         string
	Size        int64  // bytes
	SHA256      string // of the bytes, lower-case hexadecimal
	ContentType string // as given by the first Put
}

// Objects keeps write-once files. All methods may be called at once by many
// goroutines and processes, and return ctx's error when it is done. A key that
// CheckKey refuses is fault.Invalid everywhere.
type Objects interface {
	// Put stores body under key, durable before it returns. The same bytes
	// again succeed and change nothing, the content type included; other
	// bytes are fault.Exists with the stored Info as Data, and the first stay.
	// A place that cannot be written is fault.ReadOnly. A bad content type is
	// fault.Invalid.
	Put(ctx context.Context, key, contentType string, body []byte) (Info, error)

	// Get returns the whole object, or fault.NotFound.
	Get(ctx context.Context, key string) ([]byte, Info, error)

	// Sign returns a URL that anybody can GET for ttl from now, give or take
	// a second, and then no more. Its path ends in key; altering any part
	// of it voids it. It answers with the stored Content-Type, with
	// Disposition(filename), and with X-Content-Type-Options: nosniff where the
	// server can be told so (S3 cannot). ttl outside MinTTL…MaxTTL is
	// fault.OutOfRange, a bad file name fault.Invalid, a missing object
	// fault.NotFound.
	Sign(ctx context.Context, key, filename string, ttl time.Duration) (string, error)
}

// MaxUpload bounds what a form takes, in bytes.
const MaxUpload = 100 << 20

// FieldRedirect is the field of a form that says where its sender is led.
const FieldRedirect = "success_action_redirect"

// Form lets anybody send one file as multipart/form-data to URL: first every
// field, then the file in a field named "file"; what follows is not read.
type Form struct {
	URL    string
	Fields map[string]string
}

// Upload is one file that arrived through a form. A second one through the same
// form is another Version of the same Key.
type Upload struct {
	Key     string
	Version string
	Size    int64 // bytes
}

// Uploads takes files that people send, and keeps them for a day, in which
// their receiver fetches what it wants to keep. All methods may be called at
// once by many goroutines, and return ctx's error when it is done. A key that
// CheckKey refuses is fault.Invalid everywhere.
type Uploads interface {
	// Form returns a form that takes a file of 1 to max bytes under exactly key
	// and contentType for ttl from now, give or take a second. When the file is
	// stored it answers 204; or 303 to redirect, with a query of the place's own
	// added, when that is not "". Any field altered, missing or added voids it,
	// and then nothing is stored. ttl outside MinTTL…MaxTTL and max outside
	// 1…MaxUpload are fault.OutOfRange; a bad content type and a redirect that is
	// no address of http or https are fault.Invalid.
	Form(ctx context.Context, key, contentType string, max int64, ttl time.Duration, redirect string) (Form, error)

	// Fetch returns the bytes of one version of what arrived under key, or
	// fault.NotFound. More than max bytes are fault.TooLarge.
	Fetch(ctx context.Context, key, version string, max int64) ([]byte, error)
}

var keyForm = regexp.MustCompile(`^[A-Za-z0-9._-]+(/[A-Za-z0-9._-]+)*$`)

// CheckKey refuses a key with fault.Invalid unless it has 1–512 bytes and its
// segments, separated by '/', are of [A-Za-z0-9._-] and neither "." nor "..".
// Such a key needs no escaping in a URL and means the same path everywhere.
func CheckKey(key string) error {
	if len(key) > maxKey || !keyForm.MatchString(key) {
		return badKey()
	}
	for segment := range strings.SplitSeq(key, "/") {
		if segment == "." || segment == ".." {
			return badKey()
		}
	}
	return nil
}

func badKey() error {
	return fault.New(fault.Invalid, "Kunci objek harus 1–512 karakter: huruf, angka, titik, garis bawah, tanda hubung, dipisah garis miring.")
}

// NewInfo checks what Put is given and describes it. A bad key or content type
// (not type/subtype in printable ASCII of at most 255 bytes) is fault.Invalid.
func NewInfo(key, contentType string, body []byte) (Info, error) {
	if err := checkType(key, contentType); err != nil {
		return Info{}, err
	}
	sum := sha256.Sum256(body)
	return Info{Key: key, Size: int64(len(body)), SHA256: hex.EncodeToString(sum[:]), ContentType: contentType}, nil
}

func checkType(key, contentType string) error {
	if err := CheckKey(key); err != nil {
		return err
	}
	_, _, err := mime.ParseMediaType(contentType)
	unprintable := func(r rune) bool { return r < ' ' || r > '~' }
	if err != nil || len(contentType) > maxContentType || !strings.Contains(contentType, "/") ||
		strings.ContainsFunc(contentType, unprintable) {
		return fault.New(fault.Invalid, "Jenis isi objek harus berbentuk tipe/subtipe, misalnya application/pdf.")
	}
	return nil
}

// CheckForm checks what Uploads.Form is given.
func CheckForm(key, contentType string, max int64, ttl time.Duration, redirect string) error {
	if err := checkType(key, contentType); err != nil {
		return err
	}
	if u, err := url.Parse(redirect); redirect != "" && (err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "") {
		return fault.New(fault.Invalid, "Alamat kembali harus lengkap, misalnya https://capaian.example.go.id/.")
	}
	if max < 1 || max > MaxUpload {
		return fault.New(fault.OutOfRange, "1 byte", "100 MB")
	}
	return checkTTL(ttl)
}

func checkTTL(ttl time.Duration) error {
	if ttl < MinTTL || ttl > MaxTTL {
		return fault.New(fault.OutOfRange, "1 detik", "7 hari")
	}
	return nil
}

// CheckLink checks what Sign is given: the key, a file name (1–255 bytes of
// UTF-8 that people can see, without '/' and '\') and a life of 1 s to 7 days.
func CheckLink(key, filename string, ttl time.Duration) error {
	if err := CheckKey(key); err != nil {
		return err
	}
	// Format characters count as unseen: a right-to-left override would show
	// "exe.pdf" for a name that ends in ".exe".
	bad := func(r rune) bool { return r == '/' || r == '\\' || !unicode.IsGraphic(r) }
	if filename == "" || len(filename) > maxFilename || !utf8.ValidString(filename) || strings.ContainsFunc(filename, bad) {
		return fault.New(fault.Invalid, "Nama berkas harus 1–255 byte tanpa garis miring dan tanpa karakter tersembunyi.")
	}
	return checkTTL(ttl)
}

// Disposition is the Content-Disposition (RFC 6266) that makes a browser save
// the answer as filename, which CheckLink has accepted. Old readers take the
// ASCII fallback, all others filename* (RFC 8187).
func Disposition(filename string) string {
	fallback := strings.Map(func(r rune) rune {
		// '%' too: some readers decode it in the plain parameter
		// (RFC 6266, appendix D).
		if r < ' ' || r > '~' || r == '"' || r == '\\' || r == '%' {
			return '_'
		}
		return r
	}, filename)
	// QueryEscape leaves only characters that RFC 8187 leaves as well, and
	// writes a space as '+', which that RFC does not know.
	extended := strings.ReplaceAll(url.QueryEscape(filename), "+", "%20")
	return `attachment; filename="` + fallback + `"; filename*=UTF-8''` + extended
}

// TooLarge is the fault of a file of more than max bytes.
func TooLarge(max int64) *fault.Error {
	if max >= 1<<20 {
		return fault.New(fault.TooLarge, strconv.FormatInt(max>>20, 10)+" MB")
	}
	return fault.New(fault.TooLarge, strconv.FormatInt(max, 10)+" byte")
}
