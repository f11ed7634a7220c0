package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"runtime"
	"syscall"
	"time"

	"capaian/infra/contoh"
	"capaian/internal/app"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := command(ctx, os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "capaian:", err)
		os.Exit(1)
	}
}

func command(ctx context.Context, args []string) error {
	c, err := app.Read(os.Getenv)
	if err != nil {
		return err
	}
	o := options{template: "template.yaml", data: filepath.Join(c.Data, "aws"), addr: c.Addr, parallel: parallel(), hasten: 1,
		detak: c.Detak, log: slog.New(slog.NewTextHandler(os.Stderr, nil))}
	what := "run"
	if len(args) > 0 {
		what = args[0]
	}
	switch what {
	case "run":
		return run(ctx, o)
	case "demo":
		return demo(ctx, o, "out")
	}
	return fmt.Errorf("unknown command %q: run or demo", what)
}

// build builds the functions' programs for this machine into folder.
func build(ctx context.Context, folder string) error {
	cmd := exec.CommandContext(ctx, "go", "run", "./infra/paket", "-arch", runtime.GOARCH, "-ke", folder)
	cmd.Stderr = os.Stderr
	if err := cmd.Run(); err != nil {
		return fmt.Errorf("build the functions: %w", err)
	}
	return nil
}

// start builds the functions, starts the stack and brings the samples in.
func start(ctx context.Context, o options) (*stack, error) {
	o.programs = filepath.Join(o.data, "build")
	if err := build(ctx, o.programs); err != nil {
		return nil, err
	}
	s, err := open(ctx, o)
	if err != nil {
		return nil, err
	}
	if err := s.load(ctx); err != nil {
		return nil, errors.Join(fmt.Errorf("load the samples: %w", err), s.close())
	}
	return s, nil
}

func run(ctx context.Context, o options) error {
	s, err := start(ctx, o)
	if err != nil {
		return err
	}
	if err := s.writeSam(o.data); err != nil {
		return errors.Join(err, s.close())
	}
	fmt.Printf("Capaian di atas template.yaml: %s  (data di %s; Ctrl-C untuk berhenti)\n", s.url, o.data)
	fmt.Printf("  masuk sebagai orang contoh:  %s/masuk\n", s.url)
	fmt.Printf("  DynamoDB Local:              %s  (kunci %s, wilayah %s)\n", s.endpoints.dynamodb, access, region)
	fmt.Printf("  S3 (VersityGW):              %s  (rahasia %s)\n", s.endpoints.s3, s.password())
	fmt.Printf("  catatan fungsi:              %s\n", filepath.Join(o.data, "fungsi.log"))
	fmt.Printf("  untuk make sam-local:        %s\n", filepath.Join(o.data, samEnv))
	<-ctx.Done()
	return errors.Join(report(os.Stdout, s.functions), removeSam(o.data), s.close())
}

// demo does the main job from nothing and prints what the functions took.
func demo(ctx context.Context, o options, out string) (err error) {
	ctx, cancel := context.WithTimeout(ctx, 5*time.Minute)
	defer cancel()
	if o.data, err = os.MkdirTemp("", "capaian-demo-"); err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(o.data)) }()
	o.memory, o.addr = true, "127.0.0.1:0"
	s, err := start(ctx, o)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.close()) }()
	if err := contoh.Walk(ctx, s.url, out, os.Stdout); err != nil {
		return err
	}
	return report(os.Stdout, s.functions)
}
