package httpx

import (
	"fmt"
	"log/slog"
	"net/http"
	"time"

	"capaian/internal/fault"
)

// MaxBody bounds any request in bytes; a route's own limit is lower.
const MaxBody = 10 << 20

const (
	// Pages load only what we serve: no inline script or style, no other host. Files are
	// sent to the place that they arrive in and to nowhere else. A script makes no markup out
	// of text, but by the one policy that static/percaya.js has.
	pagePolicy = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; " +
		"form-action 'self'%[1]s; base-uri 'none'; frame-ancestors 'none'; connect-src 'self'%[1]s; manifest-src 'self'; " +
		"require-trusted-types-for 'script'; trusted-types capaian"
	// JSON and files are never a page, whatever a browser makes of them.
	dataPolicy = "default-src 'none'; frame-ancestors 'none'"
	// Nothing here needs a device; a script that got in could not use one either.
	permissions = "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), microphone=(), midi=(), payment=(), usb=()"
	// A year, and the names below ours too: there are none that speak plain HTTP.
	transport = "max-age=31536000; includeSubDomains"
)

// Options say how a function's Server differs from another's.
type Options struct {
	Pages  bool             // browsers with cookies: pages' policy, cross-origin check
	Secure bool             // reached by HTTPS only; false on a local machine
	Upload string           // origin that pages send files to, as https://host; "" is only our own
	Log    *slog.Logger     // request lines and failures
	Now    func() time.Time // for durations
	NewID  func() string    // a request's number where no gateway gave one
	Show   ErrorWriter      // nil: WriteProblem
}

// Server is what every function puts around its routes, in the order that
// makes the parts see each other: request number, safety headers, log line,
// panics, size, origin, route. The log line has the route's pattern, which
// ServeMux writes into the request, so nothing here may copy the request after
// the number is set. No route and no method are faults like any other.
func Server(mux *http.ServeMux, o Options) http.Handler {
	show := o.Show
	if show == nil {
		show = WriteProblem
	}
	origins := http.NewCrossOriginProtection()
	inner := Handler(func(w http.ResponseWriter, r *http.Request) error {
		if r.ContentLength > MaxBody {
			return fault.New(fault.TooLarge, size(MaxBody))
		}
		r.Body = http.MaxBytesReader(w, r.Body, MaxBody) // for a body of unknown length
		if o.Pages {
			if err := origins.Check(r); err != nil {
				return fault.Wrap(fault.CrossOrigin, err)
			}
		}
		return route(mux, w, r)
	}, show, o.Log)

	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		start := o.Now()
		id := RequestID(r.Context())
		if id == "" {
			id = o.NewID()
			r = r.WithContext(WithRequestID(r.Context(), id))
		}
		w.Header().Set(requestIDHeader, id)
		safetyHeaders(w.Header(), o)
		rec := track(w)
		inner.ServeHTTP(rec, r)
		logRequest(o, r, rec, id, o.Now().Sub(start))
	})
}

// safetyHeaders are those of every answer. An answer that may be kept somewhere says so
// itself; for all others nobody keeps a copy.
func safetyHeaders(h http.Header, o Options) {
	if o.Pages {
		upload := ""
		if o.Upload != "" {
			upload = " " + o.Upload
		}
		h.Set("Content-Security-Policy", fmt.Sprintf(pagePolicy, upload))
	} else {
		h.Set("Content-Security-Policy", dataPolicy)
	}
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Referrer-Policy", "same-origin")
	h.Set("Permissions-Policy", permissions)
	h.Set("Cross-Origin-Opener-Policy", "same-origin")
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
	h.Set("X-Frame-Options", "DENY") // for browsers that do not know frame-ancestors
	h.Set("Cache-Control", "no-store")
	if o.Secure {
		h.Set("Strict-Transport-Security", transport)
	}
}

// ForgetPages tells the browser to drop the pages and the drafts that it keeps, for whoever
// sits down next: a page that is shown again by its back button would not ask us.
func ForgetPages(w http.ResponseWriter) { w.Header().Set("Clear-Site-Data", `"cache", "storage"`) }

// route serves r, turning ServeMux's own plain-text answers into faults.
func route(mux *http.ServeMux, w http.ResponseWriter, r *http.Request) error {
	h, pattern := mux.Handler(r)
	if pattern == "" {
		none := &buffer{header: http.Header{}}
		h.ServeHTTP(none, r)
		switch none.status {
		case http.StatusNotFound:
			return fault.New(fault.NotFound, "Alamat", r.URL.Path)
		case http.StatusMethodNotAllowed:
			w.Header().Set("Allow", none.header.Get("Allow"))
			return fault.New(fault.Method)
		}
	}
	mux.ServeHTTP(w, r) // also a redirect to the cleaned path
	return nil
}

// logRequest writes the request's one line. The pattern stands for the
// address: an address holds ids and what people searched for.
func logRequest(o Options, r *http.Request, rec *recorder, id string, took time.Duration) {
	status := rec.status
	if status == 0 {
		status = http.StatusOK // an empty answer
	}
	attrs := []slog.Attr{
		slog.String("request_id", id),
		slog.String("method", r.Method),
		slog.String("route", r.Pattern),
		slog.Int("status", status),
		slog.Int64("ms", took.Milliseconds()),
		slog.Int64("bytes", rec.bytes),
	}
	if rec.code != "" {
		attrs = append(attrs, slog.String("code", string(rec.code)))
	}
	o.Log.LogAttrs(r.Context(), slog.LevelInfo, "request", attrs...)
}
