package s3

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"capaian/infra/test/program"
	"capaian/internal/fault"
	"capaian/internal/objects"
	"capaian/internal/objects/objectstest"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/aws-sdk-go-v2/service/s3"
)

const (
	access = "uji"
	secret = "rahasia-untuk-uji-saja"
	pdf    = "application/pdf"
)

// server is the URL of the S3 server that all tests share; each has a bucket of its own.
var server string

func TestMain(m *testing.M) {
	os.Exit(run(m))
}

func run(m *testing.M) int {
	folder, err := os.MkdirTemp("", "s3-")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	defer func() { _ = os.RemoveAll(folder) }()
	url, stop, err := program.VersityGW(folder, access, secret)
	if err != nil {
		fmt.Fprintln(os.Stderr, "VersityGW:", err)
		return 1
	}
	server = url
	code := m.Run()
	if err := stop(); err != nil {
		fmt.Fprintln(os.Stderr, "VersityGW:", err)
		return 1
	}
	return code
}

// connect makes a client that signs with key and whose requests go through transport,
// the default one when nil.
func connect(key string, transport http.RoundTripper) *s3.Client {
	return s3.New(s3.Options{
		BaseEndpoint: aws.String(server), Region: "us-east-1", UsePathStyle: true,
		Credentials: credentials.NewStaticCredentialsProvider(access, key, ""),
		HTTPClient:  &http.Client{Transport: transport}, RetryMaxAttempts: 1,
	})
}

var bucketNumber atomic.Int64

func open(t *testing.T, transport http.RoundTripper) *Bucket {
	t.Helper()
	name := fmt.Sprintf("laporan-%d", bucketNumber.Add(1))
	if _, err := connect(secret, nil).CreateBucket(t.Context(), &s3.CreateBucketInput{Bucket: &name}); err != nil {
		t.Fatalf("CreateBucket: %v", err)
	}
	return New(connect(secret, transport), name)
}

func TestContract(t *testing.T) {
	objectstest.Run(t, func(t *testing.T) objectstest.Fixture {
		b := open(t, nil)
		// It finds the objects with the right secret and signs with the wrong one.
		other := *b
		other.signer = s3.NewPresignClient(connect("bukan-"+secret, nil))
		return objectstest.Fixture{Objects: b, Other: &other, Client: &http.Client{}, Advance: time.Sleep, Tree: true}
	})
}

type transport func(*http.Request) (*http.Response, error)

func (f transport) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }

func refusal(status int, code string) (*http.Response, error) {
	return &http.Response{StatusCode: status, Header: http.Header{"Content-Type": {"application/xml"}},
		Body: io.NopCloser(strings.NewReader("<Error><Code>" + code + "</Code><Message>on purpose</Message></Error>"))}, nil
}

func wantCode(t *testing.T, what string, err error, want fault.Code) {
	t.Helper()
	if got := fault.CodeOf(err); got != want {
		t.Errorf("%s: got %v, want %q", what, err, want)
	}
}

// What S3 may answer, and what callers get.
func TestFaults(t *testing.T) {
	for _, tt := range []struct {
		name           string
		answer         func() (*http.Response, error)
		put, get, sign fault.Code
	}{
		{"no bucket", func() (*http.Response, error) { return refusal(404, "NoSuchBucket") }, fault.ReadOnly, fault.NotFound, fault.NotFound},
		{"no right", func() (*http.Response, error) { return refusal(403, "AccessDenied") }, fault.ReadOnly, fault.Internal, fault.Internal},
		{"throttled", func() (*http.Response, error) { return refusal(503, "SlowDown") }, fault.Busy, fault.Busy, fault.Busy},
		{"conflict for ever", func() (*http.Response, error) { return refusal(409, "ConditionalRequestConflict") }, fault.Busy, fault.Internal, fault.Internal},
		{"no answer", func() (*http.Response, error) { return nil, io.ErrUnexpectedEOF }, fault.ReadOnly, fault.Busy, fault.Busy},
		{"a fault of its own", func() (*http.Response, error) { return refusal(500, "InternalError") }, fault.ReadOnly, fault.Busy, fault.Busy},
	} {
		t.Run(tt.name, func(t *testing.T) {
			b := New(connect(secret, transport(func(*http.Request) (*http.Response, error) { return tt.answer() })), "laporan")
			_, err := b.Put(t.Context(), "a", pdf, []byte("x"))
			wantCode(t, "Put", err, tt.put)
			_, _, err = b.Get(t.Context(), "a")
			wantCode(t, "Get", err, tt.get)
			_, err = b.Sign(t.Context(), "a", "a.pdf", time.Minute)
			wantCode(t, "Sign", err, tt.sign)
		})
	}
}

// A writer that meets another is sent once more.
func TestConflictOnce(t *testing.T) {
	puts := 0
	b := open(t, transport(func(r *http.Request) (*http.Response, error) {
		if puts++; puts == 1 {
			return refusal(409, "ConditionalRequestConflict")
		}
		return http.DefaultTransport.RoundTrip(r)
	}))
	if _, err := b.Put(t.Context(), "a", pdf, []byte("x")); err != nil || puts != 2 {
		t.Errorf("got %v after %d requests, want success after 2", err, puts)
	}
}

// What is sent is what arrives: S3 checks the hash that Put sends along.
func TestChangedOnTheWay(t *testing.T) {
	b := open(t, transport(func(r *http.Request) (*http.Response, error) {
		r.Header.Set("X-Amz-Checksum-Sha256", "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=") // of no bytes
		return http.DefaultTransport.RoundTrip(r)
	}))
	_, err := b.Put(t.Context(), "a", pdf, []byte("isi"))
	wantCode(t, "Put", err, fault.ReadOnly)
	_, _, err = New(connect(secret, nil), b.name).Get(t.Context(), "a")
	wantCode(t, "Get", err, fault.NotFound)
}

// Bytes that are not those of the hash beside them are not given out.
func TestAlteredObject(t *testing.T) {
	b := open(t, nil)
	if _, err := b.client.PutObject(t.Context(), &s3.PutObjectInput{Bucket: &b.name, Key: aws.String("a"),
		Body: strings.NewReader("diubah"), Metadata: map[string]string{metaHash: strings.Repeat("0", 64)}}); err != nil {
		t.Fatal(err)
	}
	_, _, err := b.Get(t.Context(), "a")
	wantCode(t, "Get", err, fault.Internal)
	_, err = b.Put(t.Context(), "a", pdf, []byte("diubah"))
	wantCode(t, "Put", err, fault.Exists)
	var f *fault.Error
	if !errors.As(err, &f) || f.Data.(objects.Info).Size != 6 {
		t.Errorf("Put: got %+v, want what is stored as Data", f)
	}
}

// What Put sends is what the bucket's policy may ask for.
func TestPutRequest(t *testing.T) {
	var got http.Header
	b := open(t, transport(func(r *http.Request) (*http.Response, error) {
		got = r.Header
		return http.DefaultTransport.RoundTrip(r)
	}))
	if _, err := b.Put(context.Background(), "a", pdf, []byte("abc")); err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]string{
		"If-None-Match":         "*",
		"Content-Type":          pdf,
		"X-Amz-Checksum-Sha256": "ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=", // FIPS 180-2, B.1
		"X-Amz-Meta-Sha256":     "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
	} {
		if got.Get(name) != want {
			t.Errorf("%s: got %q, want %q", name, got.Get(name), want)
		}
	}
}
