package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/oklog/ulid/v2"

	"capaian/infra/templat"
)

// lambda runs the real program of a function: as many execution environments as there
// are events at the same time, up to limit, each serving one event at a time.
type lambda struct {
	templat.Function
	binary string
	env    []string
	log    io.Writer
	limit  chan struct{} // one token for each event at work
	usage  usage

	mu     sync.Mutex
	idle   []*environment
	all    map[*environment]bool
	closed bool
}

// What ends an invocation without an answer of the function's own.
var (
	errTimeout = errors.New("task timed out")
	errMemory  = errors.New("out of memory")
	errExit    = errors.New("the program ended without an answer")
	errGone    = errors.New("the program had ended before") // never the event's fault
)

// functionError is what a function answered instead of a result.
type functionError struct {
	Message string `json:"errorMessage"`
	Type    string `json:"errorType"`
}

func (e *functionError) Error() string { return e.Type + ": " + e.Message }

// newLambda runs binary in environments that have env and nothing else.
func newLambda(f templat.Function, binary string, env []string, limit int, log io.Writer) *lambda {
	if f.Reserved > 0 {
		limit = min(limit, f.Reserved)
	}
	return &lambda{Function: f, binary: binary, env: env, log: log, limit: make(chan struct{}, limit), all: map[*environment]bool{}}
}

// Invoke hands over one event and gives the function's answer, a functionError, or one
// of the errors above. Who waits may leave; the function works on, as in the cloud.
func (l *lambda) Invoke(payload []byte) ([]byte, error) {
	l.limit <- struct{}{}
	defer func() { <-l.limit }()
	for {
		out, err := l.once(payload)
		if !errors.Is(err, errGone) {
			return out, err
		}
	}
}

// once hands the event to an environment.
func (l *lambda) once(payload []byte) ([]byte, error) {
	e, cold, err := l.take()
	if err != nil {
		return nil, fmt.Errorf("%s: %w", l.Name, err)
	}
	start := time.Now()
	out, err := e.serve(payload, start.Add(l.Timeout))
	if errors.Is(err, errGone) {
		l.drop(e)
		return nil, err
	}
	took := time.Since(start)
	if cold {
		took += e.initTook
	}
	rss := e.peak()
	if err == nil && rss > int64(l.Memory)<<20 {
		err = errMemory
	}
	l.usage.note(took, rss, cold, err)
	if answered := (*functionError)(nil); err != nil && !errors.As(err, &answered) {
		l.drop(e)
	} else {
		l.give(e)
	}
	if err != nil {
		return nil, fmt.Errorf("%s: %w", l.Name, err)
	}
	return out, nil
}

// take is an idle environment, or a new one.
func (l *lambda) take() (e *environment, cold bool, err error) {
	l.mu.Lock()
	if l.closed {
		l.mu.Unlock()
		return nil, false, errors.New("stopped")
	}
	if n := len(l.idle) - 1; n >= 0 {
		e, l.idle = l.idle[n], l.idle[:n]
	}
	l.mu.Unlock()
	if e != nil {
		return e, false, nil
	}
	if e, err = l.start(); err != nil {
		return nil, false, err
	}
	l.mu.Lock()
	l.all[e] = true
	l.mu.Unlock()
	return e, true, nil
}

func (l *lambda) give(e *environment) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.idle = append(l.idle, e)
}

func (l *lambda) drop(e *environment) {
	l.mu.Lock()
	delete(l.all, e)
	l.mu.Unlock()
	e.end()
}

// pids are the processes that run now.
func (l *lambda) pids() []int {
	l.mu.Lock()
	defer l.mu.Unlock()
	var out []int
	for e := range l.all {
		out = append(out, e.cmd.Process.Pid)
	}
	return out
}

// cool ends the idle environments, so that the next event meets a cold one.
func (l *lambda) cool() {
	l.mu.Lock()
	idle := l.idle
	l.idle = nil
	l.mu.Unlock()
	for _, e := range idle {
		l.drop(e)
	}
}

// close ends all environments.
func (l *lambda) close() {
	l.mu.Lock()
	l.closed = true
	l.mu.Unlock()
	l.cool()
	l.mu.Lock()
	rest := l.all
	l.all = map[*environment]bool{}
	l.mu.Unlock()
	for e := range rest {
		e.end()
	}
}

// environment is one process with the Runtime API that it asks for events.
type environment struct {
	cmd      *exec.Cmd
	server   *http.Server
	events   chan *invocation
	exited   chan struct{}
	name     string
	initTook time.Duration // from the start to the first question for an event
	started  time.Time
	ready    sync.Once
	readyAt  chan struct{}

	mu   sync.Mutex
	work *invocation
}

type invocation struct {
	id       string
	payload  []byte
	deadline time.Time
	answer   chan answer
}

type answer struct {
	body []byte
	err  error
}

// start begins an environment and returns when its program asks for its first event.
func (l *lambda) start() (*environment, error) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	e := &environment{name: l.Name, events: make(chan *invocation), exited: make(chan struct{}), readyAt: make(chan struct{}), started: time.Now()}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /2018-06-01/runtime/invocation/next", e.next)
	mux.HandleFunc("POST /2018-06-01/runtime/invocation/{id}/response", e.response)
	mux.HandleFunc("POST /2018-06-01/runtime/invocation/{id}/error", e.failure)
	e.server = &http.Server{Handler: mux, ReadHeaderTimeout: time.Minute}
	go func() { _ = e.server.Serve(listener) }()
	e.cmd = exec.Command(l.binary)
	e.cmd.Env = append([]string{"AWS_LAMBDA_RUNTIME_API=" + listener.Addr().String(), "AWS_LAMBDA_FUNCTION_NAME=" + l.ID,
		"AWS_LAMBDA_FUNCTION_MEMORY_SIZE=" + strconv.Itoa(l.Memory), "AWS_LAMBDA_FUNCTION_VERSION=$LATEST", "_HANDLER=bootstrap"}, l.env...)
	e.cmd.Stdout, e.cmd.Stderr = l.log, l.log
	dieWithParent(e.cmd)
	if err := e.cmd.Start(); err != nil {
		_ = e.server.Close()
		return nil, err
	}
	go func() {
		_ = e.cmd.Wait()
		close(e.exited)
	}()
	select {
	case <-e.readyAt:
		return e, nil
	case <-e.exited:
		_ = e.server.Close()
		return nil, fmt.Errorf("%w at its start; its log says why", errExit)
	case <-time.After(10 * time.Second): // Lambda's own limit for the init phase
		e.end()
		return nil, fmt.Errorf("%w in its init phase", errTimeout)
	}
}

// serve hands an event to the program and waits for its answer.
func (e *environment) serve(payload []byte, deadline time.Time) ([]byte, error) {
	i := &invocation{id: ulid.Make().String(), payload: payload, deadline: deadline, answer: make(chan answer, 1)}
	timeout := time.NewTimer(time.Until(deadline))
	defer timeout.Stop()
	select {
	case e.events <- i:
	case <-e.exited:
		return nil, errGone
	case <-timeout.C:
		return nil, errTimeout
	}
	select {
	case a := <-i.answer:
		return a.body, a.err
	case <-e.exited:
		return nil, errExit
	case <-timeout.C:
		return nil, errTimeout
	}
}

func (e *environment) next(w http.ResponseWriter, r *http.Request) {
	e.ready.Do(func() {
		e.initTook = time.Since(e.started)
		close(e.readyAt)
	})
	select {
	case i := <-e.events:
		e.mu.Lock()
		e.work = i
		e.mu.Unlock()
		h := w.Header()
		h.Set("Lambda-Runtime-Aws-Request-Id", i.id)
		h.Set("Lambda-Runtime-Deadline-Ms", strconv.FormatInt(i.deadline.UnixMilli(), 10))
		h.Set("Lambda-Runtime-Invoked-Function-Arn", "arn:aws:lambda:local:"+account+":function:"+e.name)
		h.Set("Content-Type", "application/json")
		_, _ = w.Write(i.payload)
	case <-r.Context().Done():
	}
}

func (e *environment) response(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(r.Body)
	e.finish(w, r, answer{body, err})
}

func (e *environment) failure(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(r.Body)
	if err == nil {
		f := &functionError{}
		if json.Unmarshal(body, f) != nil {
			f.Message = string(bytes.TrimSpace(body))
		}
		err = f
	}
	e.finish(w, r, answer{nil, err})
}

// finish passes on the answer to the event at work; another is refused.
func (e *environment) finish(w http.ResponseWriter, r *http.Request, a answer) {
	e.mu.Lock()
	i := e.work
	e.work = nil
	e.mu.Unlock()
	if i == nil || i.id != r.PathValue("id") {
		http.Error(w, `{"errorType":"InvalidRequestID"}`, http.StatusBadRequest)
		return
	}
	w.WriteHeader(http.StatusAccepted)
	i.answer <- a
}

// peak is the most memory that the process had, in bytes.
func (e *environment) peak() int64 {
	b, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", e.cmd.Process.Pid))
	if err != nil {
		return 0
	}
	for line := range strings.SplitSeq(string(b), "\n") {
		if rest, ok := strings.CutPrefix(line, "VmHWM:"); ok {
			kb, _ := strconv.ParseInt(strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(rest), "kB")), 10, 64)
			return kb << 10
		}
	}
	return 0
}

func (e *environment) end() {
	_ = e.cmd.Process.Kill()
	<-e.exited
	ctx, cancel := context.WithCancel(context.Background())
	cancel() // nobody is left to be waited for
	_ = e.server.Shutdown(ctx)
	_ = e.server.Close()
}
