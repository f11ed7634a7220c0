// Package httpx is what stands between HTTP and the handlers of api and web:
// an API Gateway event becomes an http.Request and back, an error becomes a
// problem document (or a page), a token becomes the sub it proves, and every
// answer gets its safety headers and one log line. It knows no domain; which
// text a person reads is decided in fault, which status here.
package httpx

import (
	"bytes"
	"context"
	"encoding/base64"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/aws/aws-lambda-go/events"
)

// requestIDHeader carries the request's number in both directions. What a
// client sends in it is overwritten: the number is ours and goes into logs.
const requestIDHeader = "X-Request-Id"

// answerMargin is kept back from the function's deadline, so that a request
// that runs out of time is still answered with a problem instead of being cut
// off by the platform, which tells its caller nothing.
const answerMargin = 300 * time.Millisecond

// Lambda serves API Gateway's HTTP API events (payload format 2.0, stage
// $default) with h. It returns an error only for an event that no gateway
// sends (a body that is not base64, an impossible method).
func Lambda(h http.Handler) func(context.Context, events.APIGatewayV2HTTPRequest) (events.APIGatewayV2HTTPResponse, error) {
	return func(ctx context.Context, e events.APIGatewayV2HTTPRequest) (events.APIGatewayV2HTTPResponse, error) {
		if end, ok := ctx.Deadline(); ok {
			var cancel context.CancelFunc
			ctx, cancel = context.WithDeadline(ctx, end.Add(-answerMargin))
			defer cancel()
		}
		r, err := toRequest(ctx, e)
		if err != nil {
			return events.APIGatewayV2HTTPResponse{}, err
		}
		w := &buffer{header: http.Header{}}
		h.ServeHTTP(w, r)
		return w.payload(r.Method), nil
	}
}

// toRequest is e as the handlers see it.
func toRequest(ctx context.Context, e events.APIGatewayV2HTTPRequest) (*http.Request, error) {
	body := []byte(e.Body)
	if e.IsBase64Encoded {
		var err error
		if body, err = base64.StdEncoding.DecodeString(e.Body); err != nil {
			return nil, fmt.Errorf("event body: %w", err)
		}
	}
	ctx = WithRequestID(ctx, e.RequestContext.RequestID)
	r, err := http.NewRequestWithContext(ctx, e.RequestContext.HTTP.Method, "/", bytes.NewReader(body))
	if err != nil {
		return nil, fmt.Errorf("event: %w", err)
	}
	r.URL = pathURL(e.RawPath)
	r.URL.RawQuery = e.RawQueryString
	r.RequestURI = r.URL.RequestURI()
	if major, minor, ok := http.ParseHTTPVersion(e.RequestContext.HTTP.Protocol); ok {
		r.Proto, r.ProtoMajor, r.ProtoMinor = e.RequestContext.HTTP.Protocol, major, minor
	}
	for name, value := range e.Headers {
		r.Header.Set(name, value)
	}
	// Like net/http's server: the host is a field, not a header.
	if r.Host = r.Header.Get("Host"); r.Host == "" {
		r.Host = e.RequestContext.DomainName
	}
	r.Header.Del("Host")
	if len(e.Cookies) > 0 {
		r.Header.Set("Cookie", strings.Join(e.Cookies, "; "))
	}
	r.Header.Del(requestIDHeader)
	if id := e.RequestContext.RequestID; id != "" {
		r.Header.Set(requestIDHeader, id)
	}
	if ip := e.RequestContext.HTTP.SourceIP; ip != "" {
		// The gateway doesn't tell the port; the form stays net/http's.
		r.RemoteAddr = net.JoinHostPort(ip, "0")
	}
	return r, nil
}

// pathURL reads a rawPath, which the gateway sends percent-decoded while the
// local machine and function URLs keep the escapes. A path with something that
// can't stand in an encoded path (a space, é, ?, a bare %) has been decoded and
// is taken literally; any other is read as encoded, so that %2F stays inside
// its segment.
func pathURL(raw string) *url.URL {
	if raw == "" {
		raw = "/"
	}
	if decoded, err := url.PathUnescape(raw); err == nil {
		if u := (&url.URL{Path: decoded, RawPath: raw}); u.EscapedPath() == raw {
			return u
		}
	}
	return &url.URL{Path: raw}
}

// ClientIP is the address the request came from, without its port.
func ClientIP(r *http.Request) string {
	host, _, err := net.SplitHostPort(r.RemoteAddr)
	if err != nil {
		return r.RemoteAddr
	}
	return host
}

// buffer is the http.ResponseWriter of a Lambda: the payload goes out whole.
type buffer struct {
	header http.Header
	sent   http.Header // header as it was at WriteHeader; later changes don't count
	status int
	body   bytes.Buffer
}

func (b *buffer) Header() http.Header { return b.header }

func (b *buffer) WriteHeader(status int) {
	// 1xx are hints on the way and can't be told through a payload.
	if b.status != 0 || status < http.StatusOK {
		return
	}
	b.status, b.sent = status, b.header.Clone()
}

func (b *buffer) Write(p []byte) (int, error) {
	b.WriteHeader(http.StatusOK)
	return b.body.Write(p)
}

// payload is the answer in format 2.0. A text body stays a string, however
// long: base64 would cost a third of the 6 MB that a function may answer.
func (b *buffer) payload(method string) events.APIGatewayV2HTTPResponse {
	b.WriteHeader(http.StatusOK)
	body := b.body.Bytes()
	if method == http.MethodHead || b.status == http.StatusNoContent || b.status == http.StatusNotModified {
		body = nil
	}
	if len(body) > 0 && b.sent.Get("Content-Type") == "" {
		b.sent.Set("Content-Type", http.DetectContentType(body)) // as net/http's server does
	}
	res := events.APIGatewayV2HTTPResponse{
		StatusCode: b.status,
		Headers:    make(map[string]string, len(b.sent)),
		Cookies:    b.sent.Values("Set-Cookie"),
	}
	for name, values := range b.sent {
		if name != "Set-Cookie" { // a cookie may hold a comma and can't be joined
			res.Headers[name] = strings.Join(values, ", ")
		}
	}
	if b.sent.Get("Content-Encoding") != "" || !utf8.Valid(body) {
		res.Body, res.IsBase64Encoded = base64.StdEncoding.EncodeToString(body), true
	} else {
		res.Body = string(body)
	}
	return res
}

// FromHTTP is the event that the gateway would make of r, whose body has been
// read into body: header names in lower case, repeated ones joined, cookies
// apart, and base64 for whatever isn't declared as text (forms too). The path
// keeps its escapes.
func FromHTTP(r *http.Request, body []byte, routeKey, requestID string, at time.Time) events.APIGatewayV2HTTPRequest {
	e := events.APIGatewayV2HTTPRequest{
		Version:        "2.0",
		RouteKey:       routeKey,
		RawPath:        r.URL.EscapedPath(),
		RawQueryString: r.URL.RawQuery,
		Headers:        make(map[string]string, len(r.Header)+1),
	}
	for name, values := range r.Header {
		if name == "Cookie" {
			e.Cookies = splitCookies(values)
			continue
		}
		e.Headers[strings.ToLower(name)] = strings.Join(values, ",")
	}
	if r.Host != "" {
		e.Headers["host"] = r.Host
	}
	if query := r.URL.Query(); len(query) > 0 {
		e.QueryStringParameters = make(map[string]string, len(query))
		for name, values := range query {
			e.QueryStringParameters[name] = strings.Join(values, ",")
		}
	}
	if isText(r.Header.Get("Content-Type")) && utf8.Valid(body) {
		e.Body = string(body)
	} else if len(body) > 0 {
		e.Body, e.IsBase64Encoded = base64.StdEncoding.EncodeToString(body), true
	}
	e.RequestContext = events.APIGatewayV2HTTPRequestContext{
		RouteKey:   routeKey,
		Stage:      "$default",
		RequestID:  requestID,
		DomainName: r.Host,
		Time:       at.UTC().Format("02/Jan/2006:15:04:05 -0700"),
		TimeEpoch:  at.UnixMilli(),
		HTTP: events.APIGatewayV2HTTPRequestContextHTTPDescription{
			Method:    r.Method,
			Path:      r.URL.Path,
			Protocol:  r.Proto,
			SourceIP:  ClientIP(r),
			UserAgent: r.UserAgent(),
		},
	}
	return e
}

func splitCookies(headers []string) []string {
	var cookies []string
	for _, h := range headers {
		for c := range strings.SplitSeq(h, ";") {
			if c = strings.TrimSpace(c); c != "" {
				cookies = append(cookies, c)
			}
		}
	}
	return cookies
}

// isText tells the content types whose bodies the gateway passes on as they are.
func isText(contentType string) bool {
	t, _, _ := strings.Cut(strings.ToLower(contentType), ";")
	t = strings.TrimSpace(t)
	return strings.HasPrefix(t, "text/") || t == "application/xml" || t == "application/javascript" || isJSON(t)
}

// WriteResponse sends res to w; nothing has been written when it returns an
// error about res itself.
func WriteResponse(w http.ResponseWriter, res events.APIGatewayV2HTTPResponse) error {
	body := []byte(res.Body)
	if res.IsBase64Encoded {
		var err error
		if body, err = base64.StdEncoding.DecodeString(res.Body); err != nil {
			return fmt.Errorf("response body: %w", err)
		}
	}
	for name, value := range res.Headers {
		w.Header().Set(name, value)
	}
	for name, values := range res.MultiValueHeaders {
		w.Header()[http.CanonicalHeaderKey(name)] = values
	}
	for _, c := range res.Cookies {
		w.Header().Add("Set-Cookie", c)
	}
	status := res.StatusCode
	if status == 0 {
		status = http.StatusOK
	}
	w.WriteHeader(status)
	if len(body) == 0 {
		return nil
	}
	_, err := w.Write(body)
	return err
}
