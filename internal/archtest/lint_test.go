package archtest

import (
	_ "embed"
	"encoding/json"
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

// withoutTools says that a machine has no cfn-lint and no SAM translator, on purpose.
const withoutTools = "CAPAIAN_TANPA_CFN"

// tool runs one of the template's checkers. Where it is missing the test fails, unless
// the environment says that this is known.
func tool(t *testing.T, install, name string, args ...string) (out []byte, ran bool) {
	t.Helper()
	if os.Getenv(withoutTools) == "1" {
		t.Logf("%s=1: not checked by %s", withoutTools, install)
		return nil, false
	}
	if _, err := exec.LookPath(name); err != nil {
		t.Fatalf("%s is not here: pip install %s, or set %s=1 to go without", name, install, withoutTools)
	}
	cmd := exec.Command(name, args...)
	cmd.Dir = root
	cmd.Env = append(os.Environ(), "AWS_DEFAULT_REGION=ap-southeast-3")
	var stderr strings.Builder
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if strings.Contains(stderr.String(), "ModuleNotFoundError") {
		t.Fatalf("%s lacks a module: pip install %s, or set %s=1 to go without\n%s", name, install, withoutTools, stderr.String())
	}
	if err != nil {
		t.Fatalf("%s: %v\n%s%s", name, err, out, stderr.String())
	}
	return out, true
}

// TestLint has cfn-lint read the template.
func TestLint(t *testing.T) {
	tool(t, "cfn-lint", "cfn-lint", "--regions", "ap-southeast-3", "--", "template.yaml")
}

// translate puts the template through the SAM translator, with the code as if uploaded.
//
//go:embed testdata/translate.py
var translate string

// managed are the policies of AWS that the translator may add to our own: writing logs, and
// reading the stream or the queue that a function is fed from. They are granted on "*".
var managed = []string{
	"service-role/AWSLambdaBasicExecutionRole", "service-role/AWSLambdaDynamoDBExecutionRole", "service-role/AWSLambdaSQSQueueExecutionRole",
}

// TestTranslates looks at what the template becomes.
func TestTranslates(t *testing.T) {
	out, ran := tool(t, "aws-sam-translator", "python3", "-c", translate)
	if !ran {
		return
	}
	var tpl struct {
		Resources map[string]struct {
			Type       string
			Properties json.RawMessage
		}
	}
	if err := json.Unmarshal(out, &tpl); err != nil {
		t.Fatal(err)
	}
	count := map[string]int{}
	for id, r := range tpl.Resources {
		count[r.Type]++
		if r.Type == "AWS::IAM::Role" {
			role(t, id, r.Properties)
		}
		if r.Type == "AWS::Scheduler::Schedule" && strings.Contains(string(r.Properties), `"Name"`) {
			t.Errorf("%s: has a name of its own, so that a second stack fails", id)
		}
	}
	for typ, want := range map[string]int{"AWS::Lambda::Function": len(functions), "AWS::Lambda::EventSourceMapping": 4, "AWS::Scheduler::Schedule": 2,
		"AWS::ApiGatewayV2::Api": 1, "AWS::ApiGatewayV2::Stage": 1, "AWS::DynamoDB::Table": 2} {
		if count[typ] != want {
			t.Errorf("%s: got %d, want %d", typ, count[typ], want)
		}
	}
}

// role checks what a role may do: no action and no resource by a bare "*", and of AWS's
// own policies those listed.
func role(t *testing.T, id string, raw []byte) {
	t.Helper()
	var r struct {
		ManagedPolicyArns []string
		Policies          []struct {
			PolicyDocument struct {
				Statement []struct{ Action, Resource any }
			}
		}
	}
	if err := json.Unmarshal(raw, &r); err != nil {
		t.Fatalf("%s: %v", id, err)
	}
	for _, arn := range r.ManagedPolicyArns {
		_, name, _ := strings.Cut(arn, ":policy/")
		if !slices.Contains(managed, name) {
			t.Errorf("%s: has AWS's policy %s", id, name)
		}
	}
	for _, p := range r.Policies {
		for _, s := range p.PolicyDocument.Statement {
			b, _ := json.Marshal(s)
			if text := string(b); strings.Contains(text, `"*"`) || strings.Contains(text, `:*"`) && !strings.Contains(text, "arn:") {
				t.Errorf("%s: grants %s", id, text)
			}
		}
	}
}
