package dir

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"log/slog"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"capaian/internal/fault"
	"capaian/internal/objects"
)

// Prefix begins the path of every link; mount the Dir under it.
const Prefix = "/objek/"

// Sign returns <base>/objek/<key>?berakhir=<unix seconds>&nama=<file name>&ttd=<hex HMAC-SHA256>.
func (d *Dir) Sign(ctx context.Context, key, filename string, ttl time.Duration) (string, error) {
	if err := ctx.Err(); err != nil {
		return "", err
	}
	if err := objects.CheckLink(key, filename, ttl); err != nil {
		return "", err
	}
	o, err := d.open(key)
	if err != nil {
		return "", err
	}
	if err := o.Close(); err != nil {
		return "", fault.Wrap(fault.Internal, err)
	}
	// The next whole second: a link of one second must not be dead at birth.
	expiry := strconv.FormatInt(d.clock().Add(ttl+time.Second-1).Unix(), 10)
	query := url.Values{"berakhir": {expiry}, "nama": {filename}, "ttd": {d.mac(key, expiry, filename)}}
	return d.base + Prefix + key + "?" + query.Encode(), nil
}

// mac signs a link.
func (d *Dir) mac(key, expiry, filename string) string {
	return d.sign(http.MethodGet, key, expiry, filename)
}

// sign is the HMAC of parts. Each goes in behind its length, so that no two
// different links or forms have the same input.
func (d *Dir) sign(parts ...string) string {
	h := hmac.New(sha256.New, d.secret)
	for _, part := range parts {
		h.Write(binary.BigEndian.AppendUint64(nil, uint64(len(part))))
		h.Write([]byte(part))
	}
	return hex.EncodeToString(h.Sum(nil))
}

// ServeHTTP answers GET and HEAD of a link, Range included. A link altered in
// any way is 403, before anything tells whether the object exists; an expired
// one 410; a missing object or another path 404; another method 405.
func (d *Dir) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	// The escaped path: a key has nothing to escape, and so "%2e%2e" stays
	// a key that CheckKey refuses.
	key, ok := strings.CutPrefix(r.URL.EscapedPath(), Prefix)
	if !ok {
		refuse(w, http.StatusNotFound, fault.New(fault.NotFound, "Alamat", r.URL.Path))
		return
	}
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		w.Header().Set("Allow", "GET, HEAD")
		refuse(w, http.StatusMethodNotAllowed, fault.New(fault.Method))
		return
	}
	filename, expiry, ok := d.verify(key, r.URL.RawQuery)
	if !ok {
		refuse(w, http.StatusForbidden, fault.New(fault.SignatureBad))
		return
	}
	if d.clock().Unix() >= expiry {
		refuse(w, http.StatusGone, fault.New(fault.LinkExpired))
		return
	}
	o, err := d.open(key)
	if fault.CodeOf(err) == fault.NotFound {
		refuse(w, http.StatusNotFound, fault.New(fault.NotFound, "Objek", key))
		return
	}
	if err != nil {
		slog.ErrorContext(r.Context(), "serving an object", "key", key, "err", err)
		refuse(w, http.StatusInternalServerError, fault.New(fault.Internal))
		return
	}
	defer func() { _ = o.Close() }() // only read from
	h := w.Header()
	h.Set("Content-Type", o.info.ContentType)
	h.Set("Content-Disposition", objects.Disposition(filename))
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Cache-Control", "private, no-store") // no copy outlives the link
	h.Set("ETag", `"`+o.info.SHA256+`"`)        // lets a broken download resume
	http.ServeContent(w, r, "", time.Time{}, o.body())
}

// verify tells the file name and the expiry (unix seconds) of a link that this
// Dir has signed. Each parameter must be there once, and no other.
func (d *Dir) verify(key, rawQuery string) (filename string, expiry int64, ok bool) {
	query, err := url.ParseQuery(rawQuery)
	if err != nil || objects.CheckKey(key) != nil || len(query) != 3 ||
		len(query["berakhir"]) != 1 || len(query["nama"]) != 1 || len(query["ttd"]) != 1 {
		return "", 0, false
	}
	filename = query.Get("nama")
	want := d.mac(key, query.Get("berakhir"), filename)
	if !hmac.Equal([]byte(want), []byte(query.Get("ttd"))) {
		return "", 0, false
	}
	expiry, err = strconv.ParseInt(query.Get("berakhir"), 10, 64)
	return filename, expiry, err == nil
}

// refuse answers in plain text, as people read it.
func refuse(w http.ResponseWriter, status int, err *fault.Error) {
	http.Error(w, fault.Text(err), status)
}
