package dir

import (
	"bufio"
	"bytes"
	"cmp"
	"context"
	"crypto/hmac"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"mime/multipart"
	"net/http"
	"net/url"
	"os"
	"slices"
	"strconv"
	"strings"
	"time"

	"capaian/internal/fault"
	"capaian/internal/objects"
)

// UploadPath is where forms are sent; mount the Uploads there.
const UploadPath = "/unggah"

// keepUploads is how long an upload lies, as in the bucket of uploads.
const keepUploads = 24 * time.Hour

// Names of a form's fields: the signature covers all others.
const (
	fieldKey       = "key"
	fieldType      = "Content-Type"
	fieldMax       = "batas"
	fieldExpiry    = "berakhir"
	fieldSignature = "ttd"
	fieldFile      = "file"
	countFields    = 5 // without the file and without objects.FieldRedirect, which may be there
)

// Uploads implements objects.Uploads over a folder of its own and takes its forms
// as an http.Handler. A file is a line of JSON that describes it, then its bytes,
// visible in one instant as in Dir; it is named by its key's SHA-256 and its version.
type Uploads struct {
	dir     *Dir
	arrived func(objects.Upload)
}

var _ objects.Uploads = (*Uploads)(nil)

// arrival is the first line of a file.
type arrival struct {
	Key         string    `json:"key"`
	ContentType string    `json:"contentType"`
	Waktu       time.Time `json:"waktu"`
}

// OpenUploads is Open for a folder of uploads. arrived hears of each file once it is
// stored; who did not come to hear of it finds it in Waiting.
func OpenUploads(root string, secret []byte, clock func() time.Time, baseURL string, arrived func(objects.Upload)) (*Uploads, error) {
	d, err := Open(root, secret, clock, baseURL)
	if err != nil {
		return nil, err
	}
	return &Uploads{dir: d, arrived: arrived}, nil
}

// Close lets go of the folder.
func (u *Uploads) Close() error { return u.dir.Close() }

// Form returns a form with the fields key, Content-Type, batas (bytes), berakhir (unix
// seconds), where there is a redirect its field, and ttd (hex HMAC-SHA256 of the others).
func (u *Uploads) Form(ctx context.Context, key, contentType string, max int64, ttl time.Duration, redirect string) (objects.Form, error) {
	if err := ctx.Err(); err != nil {
		return objects.Form{}, err
	}
	if err := objects.CheckForm(key, contentType, max, ttl, redirect); err != nil {
		return objects.Form{}, err
	}
	f := map[string]string{fieldKey: key, fieldType: contentType, fieldMax: strconv.FormatInt(max, 10),
		fieldExpiry: strconv.FormatInt(u.dir.clock().Add(ttl+time.Second-1).Unix(), 10)}
	if redirect != "" {
		f[objects.FieldRedirect] = redirect
	}
	f[fieldSignature] = u.mac(f)
	return objects.Form{URL: u.dir.base + UploadPath, Fields: f}, nil
}

func (u *Uploads) mac(f map[string]string) string {
	return u.dir.sign(http.MethodPost, f[fieldKey], f[fieldType], f[fieldMax], f[fieldExpiry], f[objects.FieldRedirect])
}

// statuses of what a sender is refused for; anything else is 500.
var statuses = map[fault.Code]int{
	fault.SignatureBad: http.StatusForbidden,
	fault.LinkExpired:  http.StatusGone,
	fault.TooLarge:     http.StatusRequestEntityTooLarge,
	fault.MediaType:    http.StatusUnsupportedMediaType,
	fault.Invalid:      http.StatusBadRequest,
}

// ServeHTTP takes one form. A form altered in any way is 403, an expired one 410, a file
// that is too large 413, an empty one 400; of all these nothing stays.
func (u *Uploads) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.Method != http.MethodPost {
		w.Header().Set("Allow", http.MethodPost)
		refuse(w, http.StatusMethodNotAllowed, fault.New(fault.Method))
		return
	}
	up, to, err := u.receive(r)
	if err != nil {
		f := fault.All(err)[0]
		status, known := statuses[f.Code]
		if !known {
			slog.ErrorContext(r.Context(), "storing an upload", "err", err)
			status = http.StatusInternalServerError
		}
		refuse(w, status, f)
		return
	}
	u.arrived(up)
	if to != "" {
		w.Header().Set("Location", to)
		w.WriteHeader(http.StatusSeeOther)
		return
	}
	w.WriteHeader(http.StatusNoContent)
}

// receive reads the fields, which are small and must all come first, and stores the file;
// to is where its sender is led, "" for nowhere.
func (u *Uploads) receive(r *http.Request) (up objects.Upload, to string, err error) {
	parts, err := r.MultipartReader()
	if err != nil {
		return up, "", fault.New(fault.MediaType, "multipart/form-data")
	}
	f := map[string]string{}
	for {
		part, err := parts.NextPart()
		if err != nil {
			return up, "", fault.New(fault.Invalid, "Formulir tidak memuat berkas pada bidang “file”, atau terputus di tengah.")
		}
		if part.FormName() == fieldFile {
			up, err = u.accept(r.Context(), f, part)
			return up, kembali(f[objects.FieldRedirect], up.Key), err
		}
		value, err := io.ReadAll(io.LimitReader(part, maxHeader))
		if err != nil {
			return up, "", fault.New(fault.Invalid, "Formulir terputus di tengah.")
		}
		if _, twice := f[part.FormName()]; twice || len(f) == countFields+1 {
			return up, "", fault.New(fault.SignatureBad)
		}
		f[part.FormName()] = string(value)
	}
}

// kembali is where a sender is led, with the key in the query as a bucket of S3 adds it.
func kembali(to, key string) string {
	u, err := url.Parse(to)
	if to == "" || err != nil {
		return ""
	}
	q := u.Query()
	q.Set("key", key)
	u.RawQuery = q.Encode()
	return u.String()
}

// accept stores the file of a form that this Uploads has signed.
func (u *Uploads) accept(ctx context.Context, f map[string]string, file *multipart.Part) (objects.Upload, error) {
	max, errMax := strconv.ParseInt(f[fieldMax], 10, 64)
	expiry, errExpiry := strconv.ParseInt(f[fieldExpiry], 10, 64)
	n := countFields
	if f[objects.FieldRedirect] != "" {
		n++
	}
	if len(f) != n || !hmac.Equal([]byte(u.mac(f)), []byte(f[fieldSignature])) || errMax != nil || errExpiry != nil {
		return objects.Upload{}, fault.New(fault.SignatureBad)
	}
	if u.dir.clock().Unix() >= expiry {
		return objects.Upload{}, fault.New(fault.LinkExpired)
	}
	line, err := json.Marshal(arrival{Key: f[fieldKey], ContentType: f[fieldType], Waktu: u.dir.clock().UTC()})
	if err != nil {
		return objects.Upload{}, fault.Wrap(fault.Internal, err)
	}
	up := objects.Upload{Key: f[fieldKey], Version: rand.Text()}
	up.Size, err = u.store(ctx, uploadName(up.Key, up.Version), append(line, '\n'), file, max)
	return up, err
}

func uploadName(key, version string) string { return fileName(key) + "-" + version }

// store writes a whole file, durably, or nothing.
func (u *Uploads) store(ctx context.Context, name string, line []byte, file io.Reader, max int64) (size int64, err error) {
	root, temp := u.dir.root, tempPrefix+rand.Text()
	f, err := root.OpenFile(temp, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return 0, fault.Wrap(fault.ReadOnly, err)
	}
	defer func() { _ = root.Remove(temp) }() // what stays, the next open sweeps
	_, err = f.Write(line)
	if err == nil {
		size, err = io.Copy(f, io.LimitReader(file, max+1))
	}
	if errors.Is(err, io.ErrUnexpectedEOF) {
		err = fault.Wrap(fault.Invalid, err, "Kiriman terputus di tengah; kirim lagi.")
	}
	if err == nil {
		err = f.Sync()
	}
	if err := errors.Join(err, f.Close(), ctx.Err()); err != nil {
		return 0, err
	}
	switch {
	case size > max:
		return 0, objects.TooLarge(max)
	case size == 0:
		return 0, fault.New(fault.Invalid, "Berkas kosong. Pilih berkas yang berisi lalu kirim lagi.")
	}
	if err := root.Link(temp, name); err != nil {
		return 0, fault.Wrap(fault.ReadOnly, err)
	}
	return size, syncFolder(root.Open("."))
}

// Fetch implements objects.Uploads.
func (u *Uploads) Fetch(ctx context.Context, key, version string, max int64) ([]byte, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	if err := objects.CheckKey(key); err != nil {
		return nil, err
	}
	if strings.Trim(version, "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567") != "" {
		return nil, fault.New(fault.NotFound, "Objek", key)
	}
	f, err := u.dir.root.Open(uploadName(key, version))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fault.New(fault.NotFound, "Objek", key)
	}
	if err != nil {
		return nil, fault.Wrap(fault.Internal, err)
	}
	body, err := io.ReadAll(io.LimitReader(f, maxHeader+max+1))
	if err := errors.Join(err, f.Close()); err != nil {
		return nil, fault.Wrap(fault.Internal, err)
	}
	_, body, ok := bytes.Cut(body, []byte("\n"))
	switch {
	case !ok:
		return nil, fault.Wrap(fault.Internal, fmt.Errorf("upload %s: no header", key))
	case int64(len(body)) > max:
		return nil, objects.TooLarge(max)
	}
	return body, nil
}

// Waiting removes uploads that arrived more than a day ago and returns the others, in
// the order in which they arrived.
func (u *Uploads) Waiting(ctx context.Context) ([]objects.Upload, error) {
	folder, err := u.dir.root.Open(".")
	if err != nil {
		return nil, fault.Wrap(fault.Internal, err)
	}
	names, err := folder.Readdirnames(-1)
	if err := errors.Join(err, folder.Close()); err != nil {
		return nil, fault.Wrap(fault.Internal, err)
	}
	type found struct {
		objects.Upload
		waktu time.Time
	}
	var list []found
	for _, name := range names {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		_, version, ok := strings.Cut(name, "-")
		if !ok || strings.HasPrefix(name, tempPrefix) {
			continue
		}
		a, size, err := u.header(name)
		switch {
		case errors.Is(err, fs.ErrNotExist): // another process removed it
		case err != nil: // the others need not wait for this one
			slog.ErrorContext(ctx, "reading an upload", "file", name, "err", err)
		case u.dir.clock().Sub(a.Waktu) > keepUploads:
			_ = u.dir.root.Remove(name) // what stays is removed the next time
		default:
			list = append(list, found{objects.Upload{Key: a.Key, Version: version, Size: size}, a.Waktu})
		}
	}
	slices.SortFunc(list, func(a, b found) int { return cmp.Or(a.waktu.Compare(b.waktu), cmp.Compare(a.Version, b.Version)) })
	out := make([]objects.Upload, len(list))
	for i, f := range list {
		out[i] = f.Upload
	}
	return out, nil
}

// header reads what a file says of itself and how many bytes follow.
func (u *Uploads) header(name string) (a arrival, size int64, err error) {
	f, err := u.dir.root.Open(name)
	if err != nil {
		return a, 0, err
	}
	defer func() { _ = f.Close() }() // only read from
	line, err := bufio.NewReader(f).ReadBytes('\n')
	if err != nil {
		return a, 0, err
	}
	st, err := f.Stat()
	if err != nil {
		return a, 0, err
	}
	return a, st.Size() - int64(len(line)), json.Unmarshal(line, &a)
}
