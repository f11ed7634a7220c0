package main

import (
	"context"
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"time"

	"github.com/oklog/ulid/v2"

	"capaian/infra/templat"
)

// ticks sends every schedule's input at the start and then every detak.
func (s *stack) ticks(ctx context.Context) {
	for {
		s.tick(ctx)
		select {
		case <-ctx.Done():
			return
		case <-time.After(s.detak):
		}
	}
}

func (s *stack) tick(ctx context.Context) {
	for _, l := range s.functions {
		for _, t := range l.Ticks {
			if _, err := l.Invoke(t.Input); err != nil && ctx.Err() == nil {
				s.log.Warn("tick failed", "function", l.Name, "cause", err.Error())
			}
		}
	}
}

// objectEvent takes VersityGW's notification, in the shape of S3's own, makes of it what
// EventBridge would, and hands it to the functions whose rules match.
func (s *stack) objectEvent(w http.ResponseWriter, r *http.Request) {
	var in struct {
		Records []struct {
			EventName string `json:"eventName"`
			S3        struct {
				Bucket struct {
					Name string `json:"name"`
				} `json:"bucket"`
				Object struct {
					Key       string `json:"key"`
					Size      int64  `json:"size"`
					ETag      string `json:"eTag"`
					VersionID string `json:"versionId"`
				} `json:"object"`
			} `json:"s3"`
		}
	}
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, 1<<20))
	if err == nil {
		err = json.Unmarshal(body, &in)
	}
	if err != nil {
		s.log.Warn("object event", "cause", err.Error())
		http.Error(w, "no event", http.StatusBadRequest)
		return
	}
	for _, rec := range in.Records {
		if !strings.HasPrefix(strings.TrimPrefix(rec.EventName, "s3:"), "ObjectCreated") {
			continue
		}
		object := map[string]any{"key": rec.S3.Object.Key, "size": rec.S3.Object.Size, "etag": rec.S3.Object.ETag}
		if rec.S3.Object.VersionID != "" {
			object["version-id"] = rec.S3.Object.VersionID
		}
		s.running.Go(func() {
			s.publish("aws.s3", "Object Created", map[string]any{"version": "0", "bucket": map[string]any{"name": rec.S3.Bucket.Name}, "object": object})
		})
	}
}

// publish hands an event to the functions whose rules match; one that fails is tried
// twice more, as EventBridge's invocation is.
func (s *stack) publish(source, kind string, detail map[string]any) {
	ev := map[string]any{"version": "0", "id": ulid.Make().String(), "source": source, "detail-type": kind, "account": account, "region": region,
		"time": time.Now().UTC().Format(time.RFC3339), "resources": []any{}, "detail": detail}
	payload, err := json.Marshal(ev)
	if err != nil {
		s.log.Error("event", "cause", err.Error())
		return
	}
	for _, l := range s.functions {
		for _, rule := range l.Rules {
			if !templat.Match(rule.Pattern, ev) {
				continue
			}
			for n := range 3 {
				if _, err = l.Invoke(payload); err == nil {
					break
				}
				s.log.Warn("event comes again", "function", l.Name, "attempt", n+1, "cause", err.Error())
				time.Sleep(time.Second / time.Duration(s.hasten))
			}
		}
	}
}
