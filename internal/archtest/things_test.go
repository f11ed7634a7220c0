package archtest

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
)

// things are what each resource of a type must be like, as the path of a property and its
// value in JSON; "?" is any value at all. "~" at the front of a path is the resource itself
// and not its properties.
var things = map[string][][2]string{
	"AWS::DynamoDB::Table": {
		{"~DeletionPolicy", `"Retain"`}, {"~UpdateReplacePolicy", `"Retain"`}, {"DeletionProtectionEnabled", "true"}, {"BillingMode", `"PAY_PER_REQUEST"`},
		{"PointInTimeRecoverySpecification.PointInTimeRecoveryEnabled", "true"}, {"SSESpecification.SSEEnabled", "true"},
	},
	"AWS::S3::Bucket": {
		{"~DeletionPolicy", `"Retain"`}, {"~UpdateReplacePolicy", `"Retain"`},
		{"PublicAccessBlockConfiguration.BlockPublicAcls", "true"}, {"PublicAccessBlockConfiguration.BlockPublicPolicy", "true"},
		{"PublicAccessBlockConfiguration.IgnorePublicAcls", "true"}, {"PublicAccessBlockConfiguration.RestrictPublicBuckets", "true"},
		{"OwnershipControls.Rules", `[{"ObjectOwnership":"BucketOwnerEnforced"}]`}, {"BucketEncryption.ServerSideEncryptionConfiguration", "?"},
		{"VersioningConfiguration.Status", `"Enabled"`}, {"LifecycleConfiguration.Rules", "?"},
	},
	"AWS::SQS::Queue":               {{"SqsManagedSseEnabled", "true"}},
	"AWS::SNS::Topic":               {{"KmsMasterKeyId", "?"}},
	"AWS::Logs::LogGroup":           {{"RetentionInDays", "?"}},
	"AWS::SecretsManager::Secret":   {{"~DeletionPolicy", `"Retain"`}, {"~UpdateReplacePolicy", `"Retain"`}, {"GenerateSecretString", "?"}},
	"AWS::KMS::Key":                 {{"EnableKeyRotation", "true"}},
	"AWS::ApiGatewayV2::DomainName": {{"DomainNameConfigurations", `[{"CertificateArn":"Sertifikat","EndpointType":"REGIONAL","SecurityPolicy":"TLS_1_2"}]`}},
	"AWS::Serverless::HttpApi": {
		{"AccessLogSettings.DestinationArn", "?"}, {"DefaultRouteSettings.ThrottlingRateLimit", `"LajuApi"`}, {"DefaultRouteSettings.ThrottlingBurstLimit", `"LonjakanApi"`},
		{"FailOnWarnings", "true"},
	},
	"AWS::Cognito::UserPool": {
		{"~DeletionPolicy", `"Retain"`}, {"~UpdateReplacePolicy", `"Retain"`}, {"DeletionProtection", `"ACTIVE"`}, {"MfaConfiguration", `"Mfa"`},
		{"EnabledMfas", `["SOFTWARE_TOKEN_MFA"]`}, {"AdminCreateUserConfig.AllowAdminCreateUserOnly", "true"}, {"AccountRecoverySetting.RecoveryMechanisms", `[{"Name":"verified_email","Priority":1}]`},
		{"Policies.PasswordPolicy.MinimumLength", "12"}, {"UserPoolTier", `"LITE"`},
	},
	"AWS::Cognito::UserPoolClient": {
		{"GenerateSecret", "false"}, {"AllowedOAuthFlows", `["code"]`}, {"AllowedOAuthFlowsUserPoolClient", "true"}, {"AllowedOAuthScopes", `["openid"]`},
		{"CallbackURLs", `["https://${NamaDomain}/masuk/kembali"]`}, {"LogoutURLs", `["https://${NamaDomain}/masuk"]`}, {"ExplicitAuthFlows", `["ALLOW_REFRESH_TOKEN_AUTH"]`}, {"PreventUserExistenceErrors", `"ENABLED"`}, {"EnableTokenRevocation", "true"},
	},
	"AWS::Cognito::UserPoolDomain": {{"Domain", "?"}},
}

// bare are the types that need none of the above.
var bare = strings.Fields(`AWS::Serverless::Function AWS::Lambda::Permission AWS::ApiGatewayV2::ApiMapping AWS::IAM::ManagedPolicy AWS::IAM::Role
	AWS::S3::BucketPolicy AWS::SQS::QueuePolicy AWS::SNS::TopicPolicy AWS::SNS::Subscription AWS::CloudWatch::Alarm AWS::Logs::MetricFilter`)

// unlike are the demands that a template's resources do not meet.
func unlike(all node) []string {
	var out []string
	say := func(format string, args ...any) { out = append(out, fmt.Sprintf(format, args...)) }
	dead := map[string]bool{} // where queues send what they give up, and everybody else
	for _, r := range all {
		p := r.(node).at("Properties")
		for _, e := range append([]any{p}, slices.Collect(maps.Values(p.at("Events")))...) {
			ep, _ := e.(node)
			if ep.at("Properties") != nil {
				ep = ep.at("Properties")
			}
			for _, arn := range []string{ep.at("RedrivePolicy").text("deadLetterTargetArn"), ep.at("DestinationConfig", "OnFailure").text("Destination"),
				ep.at("DeadLetterConfig").text("Arn"), ep.at("EventInvokeConfig", "DestinationConfig", "OnFailure").text("Destination")} {
				dead[strings.TrimSuffix(arn, ".Arn")] = true
			}
		}
	}
	for id, v := range all {
		r := v.(node)
		demands, known := things[r.text("Type")]
		if !known && !slices.Contains(bare, r.text("Type")) {
			say("%s: nobody says what a %s must be like", id, r.text("Type"))
		}
		for _, d := range demands {
			b, _ := json.Marshal(at(r, d[0]))
			if got := string(b); got == "null" || d[1] != "?" && got != d[1] {
				say("%s: %s is %s, want %s", id, d[0], got, d[1])
			}
		}
		switch p := r.at("Properties"); r.text("Type") {
		case "AWS::S3::Bucket":
			if !onlyTLS(all, id) {
				say("%s: no policy refuses what comes without TLS", id)
			}
			if !slices.ContainsFunc(p.at("LifecycleConfiguration").nodes("Rules"), func(r node) bool {
				return r.text("Status") == "Enabled" && r.at("AbortIncompleteMultipartUpload") != nil
			}) {
				say("%s: uploads that were never finished stay for ever", id)
			}
		case "AWS::SQS::Queue":
			redrive := p.at("RedrivePolicy")
			if dead[id] == (redrive != nil) {
				say("%s: must either give up messages to another queue or be such a one", id)
			}
			if dead[id] && p.number("MessageRetentionPeriod") != 14*24*3600 {
				say("%s: keeps what was given up %d s, want 14 days", id, p.number("MessageRetentionPeriod"))
			}
			if n := redrive.number("maxReceiveCount"); redrive != nil && (n < 3 || n > 10) {
				say("%s: gives up after %d tries", id, n)
			}
		case "AWS::Serverless::Function":
			out = append(out, unsafe(all, id, p)...)
		}
	}
	return out
}

// unsafe are the ways in which a function may lose what it is fed, or do it twice.
func unsafe(all node, id string, p node) []string {
	var out []string
	later := p.at("EventInvokeConfig", "DestinationConfig", "OnFailure").text("Destination") != ""
	for name, e := range p.at("Events") {
		ep := e.(node).at("Properties")
		bad := ""
		switch e.(node).text("Type") {
		case "DynamoDB":
			if ep["BisectBatchOnFunctionError"] != true || ep["MaximumRetryAttempts"] == nil || ep["MaximumRecordAgeInSeconds"] == nil || ep["DestinationConfig"] == nil {
				bad = "a batch that fails would block the shard"
			}
		case "SQS":
			queue := all.at(strings.TrimSuffix(ep.text("Queue"), ".Arn"), "Properties")
			types, _ := ep["FunctionResponseTypes"].([]any)
			if n := queue.number("VisibilityTimeout"); n < 6*p.number("Timeout") {
				bad = fmt.Sprintf("visibility timeout %d s, want six times the function's %d s", n, p.number("Timeout"))
			} else if !slices.Contains(types, any("ReportBatchItemFailures")) || ep.number("BatchSize") < 1 || ep.number("BatchSize") > 10 {
				bad = "one message that fails would bring back the others"
			}
		case "ScheduleV2":
			if !later || ep.at("DeadLetterConfig") == nil || ep["RetryPolicy"] == nil {
				bad = "a tick that fails would be lost unseen"
			}
		case "EventBridgeRule":
			if !later {
				bad = "an event that fails would be lost unseen"
			}
		default:
			bad = "nobody says what must hold for this kind of event"
		}
		if bad != "" {
			out = append(out, id+" "+name+": "+bad)
		}
	}
	return out
}

// at is what lies at a path of things.
func at(r node, path string) any {
	n := r.at("Properties")
	if own, ok := strings.CutPrefix(path, "~"); ok {
		n, path = r, own
	}
	steps := strings.Split(path, ".")
	return n.at(steps[:len(steps)-1]...)[steps[len(steps)-1]]
}

// onlyTLS tells whether a bucket's policy refuses everything that comes without TLS.
func onlyTLS(all node, bucket string) bool {
	for _, v := range all {
		r := v.(node)
		if r.text("Type") != "AWS::S3::BucketPolicy" || r.at("Properties").text("Bucket") != bucket {
			continue
		}
		for _, s := range r.at("Properties", "PolicyDocument").nodes("Statement") {
			on, _ := json.Marshal(s["Resource"])
			if s.text("Effect") == "Deny" && s.text("Principal") == "*" && s.text("Action") == "s3:*" && s.at("Condition", "Bool").text("aws:SecureTransport") == "false" &&
				string(on) == `["`+bucket+`.Arn","${`+bucket+`.Arn}/*"]` {
				return true
			}
		}
	}
	return false
}

// TestThings looks at every table, bucket, queue and whatever else the template makes.
func TestThings(t *testing.T) {
	for _, bad := range unlike(resources(t)) {
		t.Error(bad)
	}
}

// TestUnlike shows that nothing of what is demanded can go missing unseen.
func TestUnlike(t *testing.T) {
	for id, v := range resources(t) {
		for _, d := range things[v.(node).text("Type")] {
			all := resources(t)
			steps := strings.Split(strings.TrimPrefix(d[0], "~"), ".")
			n := all.at(id)
			if d[0][0] != '~' {
				n = n.at("Properties")
			}
			delete(n.at(steps[:len(steps)-1]...), steps[len(steps)-1])
			if len(unlike(all)) == 0 {
				t.Errorf("%s without %s: nothing was said", id, d[0])
			}
		}
	}
	for what, change := range map[string]func(node){
		"a bucket's policy":          func(all node) { delete(all, "BucketLaporanPolicy") },
		"unfinished uploads":         func(all node) { all.at("BucketLaporan", "Properties", "LifecycleConfiguration")["Rules"] = []any{} },
		"a queue's dead letters":     func(all node) { delete(all.at("AntreanLaporan", "Properties"), "RedrivePolicy") },
		"how long dead letters stay": func(all node) { delete(all.at("LaporanGagal", "Properties"), "MessageRetentionPeriod") },
		"a kind of thing":            func(all node) { all["Lain"] = node{"Type": "AWS::EC2::Instance"} },
		"a kind of event":            func(all node) { all.at("ReportFunction", "Properties", "Events")["X"] = node{"Type": "S3"} },
		"a stream's bisection": func(all node) {
			delete(all.at("RecalcFunction", "Properties", "Events", "Berubah", "Properties"), "BisectBatchOnFunctionError")
		},
		"a queue's visibility": func(all node) { all.at("AntreanUlang", "Properties")["VisibilityTimeout"] = 30 },
		"a batch's partial failures": func(all node) {
			delete(all.at("ReportFunction", "Properties", "Events", "Antrean", "Properties"), "FunctionResponseTypes")
		},
		"where a failed tick goes": func(all node) { delete(all.at("RecalcFunction", "Properties"), "EventInvokeConfig") },
		"where an event's failure goes": func(all node) {
			all.at("ReportFunction", "Properties", "Events")["X"] = node{"Type": "EventBridgeRule"}
		},
	} {
		all := resources(t)
		change(all)
		if len(unlike(all)) == 0 {
			t.Errorf("without %s: nothing was said", what)
		}
	}
}
