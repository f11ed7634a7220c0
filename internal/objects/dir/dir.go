// Package dir keeps objects as files of one folder, for an office that runs the
// program on its own machine, and serves them by links that it signs itself.
//
// One object is one file: a line of JSON that describes it, then its bytes. Both
// become visible in the same instant, by a hard link from a finished temporary
// file, so a process killed at any point leaves a whole object or none. The file
// is named by the SHA-256 of the key, because keys allow what file systems do
// not: "a" beside "a/b", segments of more than 255 bytes, names that differ in
// case only. `head -n 1` of a file tells its key. The file system must know hard
// links (ext4, xfs, btrfs, apfs do; exFAT does not).
package dir

import (
	"bytes"
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"time"

	"capaian/internal/fault"
	"capaian/internal/objects"
)

const (
	tempPrefix = "tmp-" // no object's name begins so: those are hexadecimal
	maxHeader  = 4096   // key and content type, even if every byte were escaped
	minSecret  = 32     // as long as the HMAC's hash
	attempts   = 3      // of Put; see there
)

// Dir implements objects.Objects and serves its links as an http.Handler.
// Several Dirs, also of several processes, may share a folder.
type Dir struct {
	root   *os.Root // keeps every access, by symbolic links too, inside the folder
	secret []byte
	clock  func() time.Time
	base   string
	mode   os.FileMode // of the files
}

var _ objects.Objects = (*Dir)(nil)

// Open uses folder root, made with mode 0700 if it is not there, and removes
// what interrupted writes left in it. secret (≥ 32 bytes) signs the links, which
// are baseURL + "/objek/…" and expire by clock. A folder that can be neither
// opened nor made is fault.ReadOnly; a short secret or a base URL that is not
// plain http(s) is fault.Invalid.
func Open(root string, secret []byte, clock func() time.Time, baseURL string) (*Dir, error) {
	if len(secret) < minSecret {
		return nil, fault.New(fault.Invalid, "Kunci penanda tautan harus paling sedikit 32 byte.")
	}
	u, err := url.Parse(baseURL)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" || strings.ContainsAny(baseURL, "?#") {
		return nil, fault.New(fault.Invalid, "Alamat dasar tautan harus http:// atau https:// tanpa ? dan #.")
	}
	if err := makeFolder(filepath.Clean(root)); err != nil {
		return nil, fault.Wrap(fault.ReadOnly, err)
	}
	r, err := os.OpenRoot(root)
	if err != nil {
		return nil, fault.Wrap(fault.ReadOnly, err)
	}
	d := &Dir{root: r, secret: bytes.Clone(secret), clock: clock, base: strings.TrimRight(baseURL, "/"), mode: 0o600}
	if err := d.sweep(); err != nil {
		return nil, errors.Join(fault.Wrap(fault.Internal, err), r.Close())
	}
	return d, nil
}

// OpenReadOnly is Open for files that nobody may change, such as published reports: they
// are made without the right to write them.
func OpenReadOnly(root string, secret []byte, clock func() time.Time, baseURL string) (*Dir, error) {
	d, err := Open(root, secret, clock, baseURL)
	if err != nil {
		return nil, err
	}
	d.mode = 0o444
	return d, nil
}

// Close lets go of the folder.
func (d *Dir) Close() error { return d.root.Close() }

// makeFolder makes path and its missing parents, each entry durable.
func makeFolder(path string) error {
	if info, err := os.Stat(path); err == nil && info.IsDir() {
		return nil
	}
	parent := filepath.Dir(path)
	if parent != path {
		if err := makeFolder(parent); err != nil {
			return err
		}
	}
	if err := os.Mkdir(path, 0o700); err != nil && !errors.Is(err, fs.ErrExist) {
		return err
	}
	return syncFolder(os.Open(parent))
}

// syncFolder makes the entries of an opened folder durable and closes it.
func syncFolder(f *os.File, err error) error {
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}

// sweep removes temporary files. One that cannot be removed stays: no reader
// ever looks at it, and a folder mounted read-only can still be read from.
func (d *Dir) sweep() error {
	f, err := d.root.Open(".")
	if err != nil {
		return err
	}
	names, err := f.Readdirnames(-1)
	for _, name := range names {
		if strings.HasPrefix(name, tempPrefix) {
			_ = d.root.Remove(name)
		}
	}
	return errors.Join(err, f.Close())
}

func (d *Dir) Put(ctx context.Context, key, contentType string, body []byte) (objects.Info, error) {
	if err := ctx.Err(); err != nil {
		return objects.Info{}, err
	}
	info, err := objects.NewInfo(key, contentType, body)
	if err != nil {
		return objects.Info{}, err
	}
	// A round is repeated when another writer came first (the next one finds
	// its object) or an Open elsewhere swept the temporary file away.
	for range attempts {
		var stored *object
		stored, err = d.open(key)
		if err == nil {
			return d.settle(stored, info)
		}
		if fault.CodeOf(err) != fault.NotFound {
			return objects.Info{}, err
		}
		err = d.create(ctx, info, body)
		if err == nil {
			return info, nil
		}
		if ctx.Err() != nil {
			return objects.Info{}, ctx.Err()
		}
		if !errors.Is(err, fs.ErrExist) && !errors.Is(err, fs.ErrNotExist) {
			break
		}
	}
	return objects.Info{}, fault.Wrap(fault.ReadOnly, err)
}

// settle answers a Put that finds its key taken.
func (d *Dir) settle(stored *object, info objects.Info) (objects.Info, error) {
	if err := stored.Close(); err != nil {
		return objects.Info{}, fault.Wrap(fault.Internal, err)
	}
	if stored.info.SHA256 != info.SHA256 {
		err := fault.New(fault.Exists, "Objek", info.Key)
		err.Data = stored.info
		return objects.Info{}, err
	}
	// Who stored it may not have come to this yet, and success means durable.
	if err := syncFolder(d.root.Open(".")); err != nil {
		return objects.Info{}, fault.Wrap(fault.ReadOnly, err)
	}
	return stored.info, nil
}

// create makes the object's file, whole and durable, or returns fs.ErrExist.
func (d *Dir) create(ctx context.Context, info objects.Info, body []byte) error {
	line, err := json.Marshal(header(info))
	if err != nil {
		return err
	}
	temp := tempPrefix + rand.Text()
	f, err := d.root.OpenFile(temp, os.O_WRONLY|os.O_CREATE|os.O_EXCL, d.mode)
	if err != nil {
		return err
	}
	defer func() { _ = d.root.Remove(temp) }() // what stays, the next Open sweeps
	_, err = f.Write(append(line, '\n'))
	if err == nil {
		_, err = f.Write(body)
	}
	if err == nil {
		err = f.Sync()
	}
	if err := errors.Join(err, f.Close(), ctx.Err()); err != nil {
		return err
	}
	// Link, unlike rename, never replaces what is there.
	if err := d.root.Link(temp, fileName(info.Key)); err != nil {
		return err
	}
	return syncFolder(d.root.Open("."))
}

func (d *Dir) Get(ctx context.Context, key string) ([]byte, objects.Info, error) {
	if err := ctx.Err(); err != nil {
		return nil, objects.Info{}, err
	}
	o, err := d.open(key)
	if err != nil {
		return nil, objects.Info{}, err
	}
	body, err := io.ReadAll(o.body())
	if err := errors.Join(err, o.Close()); err != nil {
		return nil, objects.Info{}, fault.Wrap(fault.Internal, err)
	}
	// A disk may rot; an official report must not come back altered unseen.
	if sum := sha256.Sum256(body); hex.EncodeToString(sum[:]) != o.info.SHA256 {
		return nil, objects.Info{}, fault.Wrap(fault.Internal, fmt.Errorf("object %s: bytes do not match their SHA-256", key))
	}
	return body, o.info, nil
}

// object is an opened file of the folder.
type object struct {
	*os.File
	info   objects.Info
	offset int64 // where the bytes begin
}

func (o *object) body() *io.SectionReader {
	return io.NewSectionReader(o.File, o.offset, o.info.Size)
}

// header is the first line of a file; its fields are those of objects.Info.
type header struct {
	Key         string `json:"key"`
	Size        int64  `json:"size"`
	SHA256      string `json:"sha256"`
	ContentType string `json:"contentType"`
}

func fileName(key string) string {
	sum := sha256.Sum256([]byte(key))
	return hex.EncodeToString(sum[:])
}

// open finds an object. Faults: Invalid, NotFound, Internal (unreadable).
func (d *Dir) open(key string) (*object, error) {
	if err := objects.CheckKey(key); err != nil {
		return nil, err
	}
	f, err := d.root.Open(fileName(key))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fault.New(fault.NotFound, "Objek", key)
	}
	if err != nil {
		return nil, fault.Wrap(fault.Internal, err)
	}
	o := &object{File: f}
	if err := o.readHeader(key); err != nil {
		return nil, fault.Wrap(fault.Internal, errors.Join(fmt.Errorf("object %s: %w", key, err), f.Close()))
	}
	return o, nil
}

func (o *object) readHeader(key string) error {
	buf := make([]byte, maxHeader)
	n, err := o.ReadAt(buf, 0)
	if err != nil && err != io.EOF {
		return err
	}
	line, _, found := bytes.Cut(buf[:n], []byte("\n"))
	if !found {
		return errors.New("no header")
	}
	var h header
	if err := json.Unmarshal(line, &h); err != nil {
		return err
	}
	st, err := o.Stat()
	if err != nil {
		return err
	}
	o.info, o.offset = objects.Info(h), int64(len(line)+1)
	if h.Key != key || st.Size() != o.offset+h.Size {
		return fmt.Errorf("header of %q with %d bytes in a file of %d", h.Key, h.Size, st.Size())
	}
	return nil
}
