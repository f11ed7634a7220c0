package main

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strings"
	"time"

	"github.com/aws/aws-lambda-go/events"
	"github.com/oklog/ulid/v2"

	"capaian/infra/templat"
	"capaian/internal/httpx"
)

// Lambda's bound on an event and on an answer, in bytes. The gateway's own, on a request,
// is higher.
const maxPayload = 6 << 20

// gateway is the HTTP API: the template's routes, its authorizer, payload 2.0 there
// and back.
func (s *stack) gateway(routes []templat.Route) http.Handler {
	mux := http.NewServeMux()
	for _, r := range routes {
		pattern := r.Method + " " + r.Path
		if r.Path == "/" {
			pattern += "{$}"
		}
		mux.Handle(pattern, s.route(r))
	}
	return mux
}

func (s *stack) route(rt templat.Route) http.Handler {
	l := s.byID[rt.Function]
	var names []string
	for segment := range strings.SplitSeq(rt.Path, "/") {
		if strings.HasPrefix(segment, "{") {
			names = append(names, strings.Trim(segment, "{}"))
		}
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, httpx.MaxBody))
		if err != nil {
			refuse(w, http.StatusRequestEntityTooLarge, "Request Entity Too Large")
			return
		}
		id := ulid.Make().String()
		ev := httpx.FromHTTP(r, body, rt.Method+" "+rt.Path, id, time.Now())
		ev.RawPath = r.URL.Path // the gateway sends it decoded
		for _, name := range names {
			if ev.PathParameters == nil {
				ev.PathParameters = map[string]string{}
			}
			ev.PathParameters[name] = r.PathValue(name)
		}
		if rt.JWT {
			claims, ok := s.authorize(r)
			if !ok {
				w.Header().Set("WWW-Authenticate", "Bearer")
				refuse(w, http.StatusUnauthorized, "Unauthorized")
				return
			}
			ev.RequestContext.Authorizer = &events.APIGatewayV2HTTPRequestContextAuthorizerDescription{
				JWT: &events.APIGatewayV2HTTPRequestContextAuthorizerJWTDescription{Claims: claims}}
		}
		payload, err := json.Marshal(ev)
		if err != nil || len(payload) > maxPayload {
			refuse(w, http.StatusRequestEntityTooLarge, "Request Entity Too Large")
			return
		}
		var res events.APIGatewayV2HTTPResponse
		out, err := l.Invoke(payload)
		if err == nil && len(out) > maxPayload {
			err = fmt.Errorf("%s: an answer of %d bytes", l.Name, len(out))
		}
		if err == nil {
			err = json.Unmarshal(out, &res)
		}
		if err != nil {
			s.log.Warn("integration failed", "route", ev.RouteKey, "request_id", id, "cause", err.Error())
			refuse(w, http.StatusInternalServerError, "Internal Server Error")
			return
		}
		if err := httpx.WriteResponse(w, res); err != nil {
			s.log.Warn("answer lost", "route", ev.RouteKey, "cause", err.Error())
		}
	})
}

// authorize looks at the token as the JWT authorizer does, and gives its claims.
func (s *stack) authorize(r *http.Request) (map[string]string, bool) {
	token := httpx.Token(r)
	if _, err := s.verifier.Sub(r.Context(), token); err != nil {
		return nil, false
	}
	parts := strings.Split(token, ".")
	payload, err := base64.RawURLEncoding.DecodeString(parts[1])
	var raw map[string]any
	if err != nil || json.Unmarshal(payload, &raw) != nil {
		return nil, false
	}
	claims := map[string]string{}
	for name, v := range raw {
		claims[name] = fmt.Sprint(v)
	}
	return claims, true
}

// refuse is what the gateway answers by itself.
func refuse(w http.ResponseWriter, status int, text string) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(map[string]string{"message": text})
}
