// Command aws runs Capaian on this machine out of the very pieces that go to the cloud:
// it reads template.yaml, makes its tables and buckets on Amazon's DynamoDB Local and on
// VersityGW, and runs the functions' real programs under a Lambda Runtime API, fed by the
// gateway's routes, the table's stream, the queues, the objects' events and the schedule
// that the template names. It proves our handlers on real servers, not AWS.
package main

import (
	"context"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/s3"

	"capaian/infra/contoh"
	"capaian/infra/templat"
	"capaian/infra/test/program"
	"capaian/internal/app"
	"capaian/internal/httpx"
	"capaian/internal/sakip"
	"capaian/internal/sample"
	"capaian/internal/service"
	"capaian/internal/store/dynamo"
	"capaian/internal/web"
)

// What the local stack is deployed as.
const (
	stackName = "capaian"
	region    = "ap-southeast-3"
	account   = "000000000000"
	access    = "capaianlokal" // DynamoDB Local takes letters and digits alone
	audience  = "capaian"
)

// options say how a stack runs.
type options struct {
	template string // file
	programs string // folder that has <function>/bootstrap
	data     string // folder of the tables, the objects, the secret and the functions' log
	memory   bool   // tables in memory alone
	addr     string // where the gateway listens
	parallel int    // most environments of a function
	hasten   int    // divides the queues' delays and time-outs; 1 for the template's own
	detak    time.Duration
	log      *slog.Logger
}

// stack is everything that runs.
type stack struct {
	options
	url       string
	secret    [32]byte
	tables    map[string]string // ID → stream's ARN
	endpoints endpoints
	clients   clients
	template  *templat.Template
	functions []*lambda
	byID      map[string]*lambda
	queues    *queues
	verifier  httpx.Verifier
	service   *service.Service // for bringing the samples in and for signing in

	output  io.WriteCloser
	public  *http.Server
	private *http.Server
	stops   []func() error // of the servers
	cancel  context.CancelFunc
	running sync.WaitGroup
}

type endpoints struct{ dynamodb, s3, private string }

type clients struct {
	dynamodb *dynamodb.Client
	s3       *s3.Client
}

// open starts everything but the samples. What it started it ends when it fails.
func open(ctx context.Context, o options) (*stack, error) {
	s := &stack{options: o, tables: map[string]string{}, byID: map[string]*lambda{}}
	ctx, s.cancel = context.WithCancel(ctx)
	if err := s.begin(ctx); err != nil {
		return nil, errors.Join(err, s.close())
	}
	return s, nil
}

func (s *stack) begin(ctx context.Context) error {
	err := os.MkdirAll(s.data, 0o755)
	if err != nil {
		return err
	}
	if s.secret, err = contoh.Rahasia(s.data); err != nil {
		return err
	}
	if s.output, err = os.OpenFile(filepath.Join(s.data, "fungsi.log"), os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o644); err != nil {
		return err
	}
	public, err := net.Listen("tcp", s.addr)
	if err != nil {
		return fmt.Errorf("listen at %s (CAPAIAN_ADDR): %w", s.addr, err)
	}
	private, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return errors.Join(err, public.Close())
	}
	s.url, s.endpoints.private = "http://"+public.Addr().String(), "http://"+private.Addr().String()
	// VersityGW asks at its start whether its events will be taken.
	s.private = &http.Server{Handler: s.inside(), ReadHeaderTimeout: 10 * time.Second}
	s.running.Go(func() { _ = s.private.Serve(private) })
	err = s.deploy(ctx)
	var routes []templat.Route
	if err == nil {
		routes, _, err = s.template.API()
	}
	if err != nil {
		return errors.Join(err, public.Close())
	}
	s.public = &http.Server{Handler: s.withSignIn(s.gateway(routes)), ReadHeaderTimeout: 10 * time.Second}
	s.running.Go(func() { _ = s.public.Serve(public) })
	s.feed(ctx)
	return nil
}

// deploy starts the servers and makes what the template describes.
func (s *stack) deploy(ctx context.Context) error {
	if err := s.serve(); err != nil {
		return err
	}
	var err error
	if s.template, err = templat.Read(s.options.template, map[string]string{"NamaDomain": strings.TrimPrefix(s.url, "http://"),
		"Issuer": s.endpoints.private, "Audience": audience}, templat.Stack{Name: stackName, Region: region, Account: account,
		Ref: s.ref, Attribute: s.attribute}); err != nil {
		return err
	}
	if err := s.makeTables(ctx); err != nil {
		return fmt.Errorf("tables: %w", err)
	}
	if err := s.makeBuckets(ctx); err != nil {
		return fmt.Errorf("buckets: %w", err)
	}
	list, err := s.template.Resources("AWS::SQS::Queue")
	if err != nil {
		return err
	}
	s.queues = newQueues(list, s, s.endpoints.private, s.hasten)
	functions, err := s.template.Functions()
	if err != nil {
		return err
	}
	for _, f := range functions {
		binary := filepath.Join(s.programs, f.Name, "bootstrap")
		if _, err := os.Stat(binary); err != nil {
			return fmt.Errorf("function %s: %w", f.Name, err)
		}
		l := newLambda(f, binary, s.environment(f), s.parallel, s.output)
		s.functions, s.byID[f.ID] = append(s.functions, l), l
	}
	return s.wireService()
}

// serve starts DynamoDB Local and VersityGW.
func (s *stack) serve() error {
	folder := ""
	if !s.memory {
		folder = filepath.Join(s.data, "dynamodb")
	}
	url, stop, err := program.DynamoDBAt(folder, 0)
	if err != nil {
		return err
	}
	s.stops, s.endpoints.dynamodb = append(s.stops, stop), url
	objects := filepath.Join(s.data, "s3")
	if err := os.MkdirAll(objects, 0o755); err != nil {
		return err
	}
	url, stop, err = program.VersityGW(objects, access, s.password(), "--region", region, "--event-webhook-url", s.endpoints.private+"/objek")
	if err != nil {
		return err
	}
	s.stops, s.endpoints.s3 = append(s.stops, stop), url
	s.clients.dynamodb = dynamodb.New(dynamodb.Options{Region: region, Credentials: s.credentials(), BaseEndpoint: &s.endpoints.dynamodb})
	s.clients.s3 = s3.New(s3.Options{Region: region, Credentials: s.credentials(), BaseEndpoint: &s.endpoints.s3, UsePathStyle: true})
	return nil
}

// password is the secret half of the stack's one AWS key. It is shown, so nothing else
// follows from it.
func (s *stack) password() string {
	sum := sha256.Sum256(append([]byte("s3"), s.secret[:]...))
	return hex.EncodeToString(sum[:20])
}

func (s *stack) credentials() aws.CredentialsProviderFunc {
	return func(context.Context) (aws.Credentials, error) {
		return aws.Credentials{AccessKeyID: access, SecretAccessKey: s.password()}, nil
	}
}

// environment is what a function's program finds: the template's variables, and what the
// platform gives.
func (s *stack) environment(f templat.Function) []string {
	env := []string{"AWS_REGION=" + region, "AWS_DEFAULT_REGION=" + region, "AWS_ACCESS_KEY_ID=" + access, "AWS_SECRET_ACCESS_KEY=" + s.password(),
		"AWS_EC2_METADATA_DISABLED=true", "AWS_ENDPOINT_URL_DYNAMODB=" + s.endpoints.dynamodb, "AWS_ENDPOINT_URL_S3=" + s.endpoints.s3,
		"AWS_ENDPOINT_URL_SQS=" + s.endpoints.private, "TZ=:UTC"}
	for name, value := range f.Env {
		if strings.HasPrefix(value, "{{resolve:secretsmanager:") {
			value = s.rahasia()
		}
		if name == "CAPAIAN_URL" { // the template's is https
			value = s.url
		}
		env = append(env, name+"="+value)
	}
	return env
}

// rahasia is what the template asks Secrets Manager for: 64 letters and digits.
func (s *stack) rahasia() string { return fmt.Sprintf("%x", s.secret) }

// wireService makes the service by which the samples come in, and the issuer that stands
// in for the identity provider.
func (s *stack) wireService() error {
	name := func(id string) string { return s.ref(id, "AWS::DynamoDB::Table") }
	t := dynamo.New(s.clients.dynamodb, dynamo.Options{Kinerja: name("TabelKinerja"), Hasil: name("TabelHasil")})
	secret, err := base64.StdEncoding.DecodeString(s.rahasia()) // as the functions read it
	if err != nil {
		return err
	}
	s.service = &service.Service{Store: t, Hasil: t, Clock: time.Now, ID: app.NewID, Token: app.Token, Secret: secret}
	s.verifier = httpx.OIDC(s.endpoints.private, audience, s.issuer().KeySet(), time.Now)
	return nil
}

func (s *stack) issuer() *httpx.DevIssuer {
	return httpx.NewDevIssuer(s.secret, time.Now, s.endpoints.private, audience)
}

// withSignIn adds the sample people's sign-in, which the cloud has at its identity
// provider. Its session is good for the functions: they have the same secret.
func (s *stack) withSignIn(gateway http.Handler) http.Handler {
	pages := web.New(web.Options{Service: s.service, Dev: s.issuer(), Secure: true, PublicURL: s.url,
		Orang: func(ctx context.Context) ([]sakip.Orang, error) { return contoh.Orang(ctx, s.service) },
		Clock: time.Now, NewID: app.NewID, Log: s.log})
	mux := http.NewServeMux()
	mux.Handle("GET /masuk", pages)
	mux.Handle("/dev/", pages)
	mux.Handle("/", gateway)
	return mux
}

// inside is what the functions and servers talk to: the issuer's keys, the queues once
// they are there, and where the objects' events arrive.
func (s *stack) inside() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /.well-known/jwks.json", func(w http.ResponseWriter, _ *http.Request) {
		_, _ = w.Write(s.issuer().JWKS())
	})
	mux.HandleFunc("POST /objek", s.objectEvent)
	mux.HandleFunc("POST /", func(w http.ResponseWriter, r *http.Request) { s.queues.ServeHTTP(w, r) })
	return mux
}

// feed starts what hands events to the functions.
func (s *stack) feed(ctx context.Context) {
	key, _ := s.credentials().Retrieve(ctx)
	for _, l := range s.functions {
		for _, st := range l.Streams {
			c := &consumer{endpoint: s.endpoints.dynamodb, credentials: key, stream: st, function: l, failed: s.queues.byARN[st.Failed],
				log: s.log, rest: 100 * time.Millisecond}
			s.running.Go(func() { c.run(ctx) })
		}
		for _, src := range l.Queues {
			q := s.queues.byARN[src.ARN]
			s.running.Go(func() { q.poll(ctx, l, src, s.log) })
		}
	}
	s.running.Go(func() { s.ticks(ctx) })
}

// load brings the samples in.
func (s *stack) load(ctx context.Context) error {
	bundle, err := sample.Seed()
	if err != nil {
		return err
	}
	return contoh.Load(ctx, s.service, bundle)
}

// close ends everything, the servers last. Requests are answered before.
func (s *stack) close() error {
	s.cancel()
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
	defer cancel()
	for _, server := range []*http.Server{s.public, s.private} {
		if server != nil && server.Shutdown(ctx) != nil {
			_ = server.Close()
		}
	}
	var err error
	for _, l := range s.functions {
		l.close()
	}
	s.running.Wait()
	for i := len(s.stops) - 1; i >= 0; i-- {
		err = errors.Join(err, s.stops[i]())
	}
	if s.output != nil {
		err = errors.Join(err, s.output.Close())
	}
	return err
}

// function is the one that is built from functions/<name>.
func (s *stack) function(name string) *lambda {
	for _, l := range s.functions {
		if l.Name == name {
			return l
		}
	}
	return nil
}

// parallel environments of a function by default.
func parallel() int { return max(2, runtime.NumCPU()) }
