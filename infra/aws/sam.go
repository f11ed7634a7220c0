package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"

	"capaian/infra/templat"
)

// What `sam local invoke` is given of a running stack; see docs/sam-local.md. sam passes
// on only those variables that its template declares, and template.yaml declares none of
// the servers' addresses; so it gets a template with the same functions that does.
const (
	samTemplate = "sam-template.json"
	samEnv      = "sam-env.json" // as --env-vars takes it: function's ID → variable → value
)

// hostOfContainer is this machine as a container sees it.
const hostOfContainer = "host.docker.internal"

// writeSam writes both files into folder. The second has the stack's keys, for its owner
// alone.
func (s *stack) writeSam(folder string) error {
	architecture := "x86_64" // what the programs were built for
	if runtime.GOARCH == "arm64" {
		architecture = "arm64"
	}
	resources, env := map[string]any{}, map[string]map[string]string{}
	for _, l := range s.functions {
		code, err := filepath.Abs(filepath.Dir(l.binary))
		if err != nil {
			return err
		}
		env[l.ID] = s.samVariables(l.Function)
		declared := map[string]string{}
		for name := range env[l.ID] {
			declared[name] = ""
		}
		resources[l.ID] = map[string]any{"Type": "AWS::Serverless::Function", "Properties": map[string]any{"CodeUri": code,
			"Runtime": "provided.al2023", "Handler": "bootstrap", "Architectures": []string{architecture},
			"MemorySize": l.Memory, "Timeout": int(l.Timeout.Seconds()), "Environment": map[string]any{"Variables": declared}}}
	}
	template := map[string]any{"AWSTemplateFormatVersion": "2010-09-09", "Transform": "AWS::Serverless-2016-10-31", "Resources": resources}
	if err := writeJSON(filepath.Join(folder, samTemplate), template); err != nil {
		return err
	}
	return writeJSON(filepath.Join(folder, samEnv), env)
}

// samVariables are a function's variables as they hold in a container. CAPAIAN_URL stays:
// it is for people's browsers. A session token of the caller's shell must not join the
// stack's key.
func (s *stack) samVariables(f templat.Function) map[string]string {
	out := map[string]string{"AWS_SESSION_TOKEN": ""}
	for _, v := range s.environment(f) {
		name, value, _ := strings.Cut(v, "=")
		if name != "CAPAIAN_URL" {
			value = strings.Replace(value, "//127.0.0.1:", "//"+hostOfContainer+":", 1)
		}
		out[name] = value
	}
	return out
}

// removeSam takes away what holds for a running stack alone.
func removeSam(folder string) error {
	for _, name := range []string{samTemplate, samEnv} {
		if err := os.Remove(filepath.Join(folder, name)); err != nil && !os.IsNotExist(err) {
			return err
		}
	}
	return nil
}

// writeJSON writes a file for its owner alone, whatever lay there before.
func writeJSON(name string, v any) error {
	b, err := json.MarshalIndent(v, "", "  ")
	if err != nil {
		return err
	}
	fresh := name + ".baru"
	if err := os.Remove(fresh); err != nil && !os.IsNotExist(err) {
		return err
	}
	if err := os.WriteFile(fresh, append(b, '\n'), 0o600); err != nil {
		return fmt.Errorf("for sam: %w", err)
	}
	return os.Rename(fresh, name)
}
