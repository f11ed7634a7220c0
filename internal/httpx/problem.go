package httpx

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"runtime/debug"

	"capaian/internal/fault"
)

// kinds is the one table from a fault's code to what HTTP makes of it: the
// status, and the title of RFC 9457, which is the same for every occurrence.
var kinds = map[fault.Code]struct {
	status int
	title  string
}{
	fault.Required:        {http.StatusUnprocessableEntity, "Isian belum lengkap"},
	fault.NotANumber:      {http.StatusUnprocessableEntity, "Bukan angka"},
	fault.Ambiguous:       {http.StatusUnprocessableEntity, "Angka bermakna ganda"},
	fault.NumberTooLong:   {http.StatusUnprocessableEntity, "Angka terlalu panjang"},
	fault.OutOfRange:      {http.StatusUnprocessableEntity, "Nilai di luar batas"},
	fault.Invalid:         {http.StatusUnprocessableEntity, "Isian tidak sah"},
	fault.Unknown:         {http.StatusUnprocessableEntity, "Rujukan tidak dikenal"},
	fault.Duplicate:       {http.StatusUnprocessableEntity, "Tertulis ganda"},
	fault.Unexplained:     {http.StatusUnprocessableEntity, "Perlu alasan"},
	fault.BadJSON:         {http.StatusBadRequest, "JSON tidak dapat dibaca"},
	fault.MediaType:       {http.StatusUnsupportedMediaType, "Jenis isi tidak diterima"},
	fault.NotFound:        {http.StatusNotFound, "Tidak ditemukan"},
	fault.Conflict:        {http.StatusPreconditionFailed, "Data sudah diubah orang lain"},
	fault.Exists:          {http.StatusConflict, "Sudah ada"},
	fault.PreconditionReq: {http.StatusPreconditionRequired, "Versi data wajib disebut"},
	fault.IdemReused:      {http.StatusUnprocessableEntity, "Kunci kiriman sudah dipakai"},
	fault.Unauthenticated: {http.StatusUnauthorized, "Belum masuk"},
	fault.SignInFailed:    {http.StatusBadRequest, "Masuk belum berhasil"},
	fault.NotRegistered:   {http.StatusForbidden, "Akun belum terdaftar"},
	fault.Forbidden:       {http.StatusForbidden, "Tidak berwenang"},
	fault.CrossOrigin:     {http.StatusForbidden, "Permintaan dari situs lain"},
	fault.FormToken:       {http.StatusForbidden, "Formulir tidak berlaku lagi"},
	fault.Locked:          {http.StatusLocked, "Data terkunci"},
	fault.TooMany:         {http.StatusTooManyRequests, "Terlalu sering"},
	fault.TooLarge:        {http.StatusRequestEntityTooLarge, "Kiriman terlalu besar"},
	fault.Method:          {http.StatusMethodNotAllowed, "Cara panggil tidak tersedia"},
	fault.FindingGone:     {http.StatusConflict, "Temuan tidak ada lagi"},
	fault.LinkExpired:     {http.StatusGone, "Tautan kedaluwarsa"},
	fault.LinkRevoked:     {http.StatusGone, "Tautan dicabut"},
	fault.SignatureBad:    {http.StatusForbidden, "Tanda tangan tautan tidak sah"},
	fault.LocalOnly:       {http.StatusNotFound, "Hanya ada pada mode lokal"},
	fault.Busy:            {http.StatusServiceUnavailable, "Sedang sibuk"},
	fault.ReadOnly:        {http.StatusServiceUnavailable, "Penyimpanan tidak dapat ditulisi"},
	fault.Internal:        {http.StatusInternalServerError, "Kesalahan sistem"},
}

// Status is the HTTP status of code; 500 for a code that isn't in the table.
func Status(code fault.Code) int {
	if k, ok := kinds[code]; ok {
		return k.status
	}
	return http.StatusInternalServerError
}

// Problem is an error as RFC 9457 shows it, with our members beside the
// standard ones: code and field for programs, galat for every fault of an
// input, data for what the other side needs to decide (the item that moved).
type Problem struct {
	Type       string     `json:"type"`
	Title      string     `json:"title"`
	Status     int        `json:"status"`
	Detail     string     `json:"detail"`
	Code       fault.Code `json:"code"`
	Field      string     `json:"field,omitempty"`
	Galat      []Galat    `json:"galat,omitempty"`
	Data       any        `json:"data,omitempty"`
	Permintaan string     `json:"permintaan,omitempty"` // the request's number, to quote to the administrator
}

// Galat is one fault of an input that has several.
type Galat struct {
	Code  fault.Code `json:"code"`
	Field string     `json:"field,omitempty"`
	Pesan string     `json:"pesan"`
}

// HandlerFunc answers a request or returns why it can't; it writes nothing
// before it is sure.
type HandlerFunc func(w http.ResponseWriter, r *http.Request) error

// ErrorWriter shows p to who asked: as JSON (WriteProblem) or as a page.
type ErrorWriter func(w http.ResponseWriter, r *http.Request, p Problem)

// API is h with its errors written as application/problem+json.
func API(h HandlerFunc, log *slog.Logger) http.Handler { return Handler(h, WriteProblem, log) }

// Handler is h with its errors shown by show. A panic becomes a 500. Only what
// the caller can't mend (5xx) is logged, once, with its cause; of the request
// only number, method and route, since addresses and bodies hold personal data.
func Handler(h HandlerFunc, show ErrorWriter, log *slog.Logger) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		rec := track(w)
		err := run(h, rec, r)
		if err == nil {
			return
		}
		p, cause := problemOf(err, RequestID(r.Context()))
		rec.code = p.Code
		if p.Status >= http.StatusInternalServerError {
			logFailure(log, r, p, cause)
		}
		if rec.status != 0 {
			return // the answer is on its way; a shorter body than announced tells the reader
		}
		for _, name := range []string{"Content-Type", "Content-Length", "Content-Encoding",
			"Content-Disposition", "Cache-Control", "Etag", "Last-Modified"} {
			rec.Header().Del(name) // they spoke of the answer that isn't coming
		}
		switch p.Code {
		case fault.Unauthenticated:
			rec.Header().Set("WWW-Authenticate", "Bearer")
		case fault.Busy:
			rec.Header().Set("Retry-After", "1")
		}
		show(rec, r, p)
	})
}

// WriteProblem writes p as application/problem+json.
func WriteProblem(w http.ResponseWriter, _ *http.Request, p Problem) {
	if _, err := json.Marshal(p.Data); err != nil {
		p.Data = nil
	}
	w.Header().Set("Content-Type", "application/problem+json")
	// An error here means that the reader has gone: there is nobody to tell.
	_ = WriteJSON(w, p.Status, p)
}

// panicked carries a panic out of a handler as an error.
type panicked struct {
	value any
	stack []byte
}

func (p *panicked) Error() string { return fmt.Sprint("panic: ", p.value) }

func run(h HandlerFunc, w http.ResponseWriter, r *http.Request) (err error) {
	defer func() {
		if v := recover(); v != nil {
			err = &panicked{value: v, stack: debug.Stack()}
		}
	}()
	return h(w, r)
}

// problemOf is err for the reader, and the cause for the log. Of a list the
// first fault speaks, unless one is our own failure: that must not hide behind
// a caller's mistake. Time that ran out is Busy, since sending again may help.
func problemOf(err error, requestID string) (p Problem, cause error) {
	all := fault.All(err)
	if len(all) == 0 { // an empty fault.List handed on as an error
		all = fault.List{fault.Wrap(fault.Internal, err)}
	}
	first := all[0]
	for _, f := range all {
		if Status(f.Code) >= http.StatusInternalServerError {
			first = f
			break
		}
	}
	if _, known := kinds[first.Code]; !known {
		first = fault.Wrap(fault.Internal, first)
	}
	if first.Code == fault.Internal &&
		(errors.Is(first.Err, context.DeadlineExceeded) || errors.Is(first.Err, context.Canceled)) {
		first = fault.Wrap(fault.Busy, first.Err)
	}
	p = Problem{
		Type:       "urn:capaian:galat:" + string(first.Code),
		Title:      kinds[first.Code].title,
		Status:     Status(first.Code),
		Detail:     fault.Text(first),
		Code:       first.Code,
		Field:      first.Field,
		Data:       first.Data,
		Permintaan: requestID,
	}
	if list := (fault.List)(nil); errors.As(err, &list) {
		for _, f := range list {
			p.Galat = append(p.Galat, Galat{Code: f.Code, Field: f.Field, Pesan: fault.Text(f)})
		}
	}
	return p, first.Err
}

func logFailure(log *slog.Logger, r *http.Request, p Problem, cause error) {
	level := slog.LevelWarn // 503: passes by itself, or the storage has its own alarm
	if p.Status == http.StatusInternalServerError {
		level = slog.LevelError
	}
	attrs := []slog.Attr{
		slog.String("request_id", p.Permintaan),
		slog.String("method", r.Method),
		slog.String("route", r.Pattern),
		slog.String("code", string(p.Code)),
	}
	if cause != nil {
		attrs = append(attrs, slog.String("cause", cause.Error()))
	}
	if v := (*panicked)(nil); errors.As(cause, &v) {
		attrs = append(attrs, slog.String("stack", string(v.stack)))
	}
	log.LogAttrs(r.Context(), level, "request failed", attrs...)
}

// recorder remembers what was answered, for the log and so that an error never
// follows an answer that has begun.
type recorder struct {
	http.ResponseWriter
	status int
	bytes  int64
	code   fault.Code
}

// track is w as a recorder; nested handlers share the outermost one.
func track(w http.ResponseWriter) *recorder {
	if rec, ok := w.(*recorder); ok {
		return rec
	}
	return &recorder{ResponseWriter: w}
}

func (rec *recorder) WriteHeader(status int) {
	if rec.status == 0 && status >= http.StatusOK {
		rec.status = status
	}
	rec.ResponseWriter.WriteHeader(status)
}

func (rec *recorder) Write(p []byte) (int, error) {
	if rec.status == 0 {
		rec.status = http.StatusOK
	}
	n, err := rec.ResponseWriter.Write(p)
	rec.bytes += int64(n)
	return n, err
}

// Unwrap lets http.ResponseController reach the connection.
func (rec *recorder) Unwrap() http.ResponseWriter { return rec.ResponseWriter }
