// What the older mesh does with bundles, in plain Go: the judge of ours. Nothing of ours is in it.
package main

import (
	"archive/zip"
	"bufio"
	"bytes"
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"time"
)

type manifest struct {
	Kind      string            `json:"kind"`
	Name      string            `json:"name"`
	Version   string            `json:"version"`
	Command   string            `json:"command"`
	Args      []string          `json:"args"`
	Env       map[string]string `json:"env"`
	Provides  []string          `json:"provides"`
	Nutrients struct {
		CPUMilli int `json:"cpu_milli"`
		MemoryMB int `json:"memory_mb"`
	} `json:"nutrients"`
	SLO struct {
		P99BudgetMs int `json:"p99_budget_ms"`
	} `json:"slo"`
	Security struct {
		LSMProfile string `json:"lsm_profile"`
		ReadOnlyFS bool   `json:"read_only_fs"`
	} `json:"security"`
	CreatedAt    time.Time `json:"created_at"`
	BinarySHA256 string    `json:"binary_sha256"`
	Signature    string    `json:"signature"`
	PublicKey    string    `json:"public_key"`
}

func message(m manifest, hash [32]byte) []byte {
	m.Signature = ""
	text, err := json.Marshal(m)
	check(err)
	sum := sha256.Sum256(append(text, hash[:]...))
	return sum[:]
}

func build(manifestFile, binaryFile, keyHex, out string) {
	var m manifest
	text, err := os.ReadFile(manifestFile)
	check(err)
	check(json.Unmarshal(text, &m))
	binary, err := os.ReadFile(binaryFile)
	check(err)
	seed, err := hex.DecodeString(keyHex)
	check(err)
	key := ed25519.NewKeyFromSeed(seed[:32])
	hash := sha256.Sum256(binary)
	m.Kind = "Spore"
	if m.CreatedAt.IsZero() {
		m.CreatedAt = time.Now()
	}
	m.BinarySHA256 = hex.EncodeToString(hash[:])
	m.PublicKey = base64.StdEncoding.EncodeToString(key.Public().(ed25519.PublicKey))
	m.Signature = base64.StdEncoding.EncodeToString(ed25519.Sign(key, message(m, hash)))
	text, err = json.MarshalIndent(m, "", "  ")
	check(err)
	file, err := os.Create(out)
	check(err)
	writer := zip.NewWriter(file)
	for _, entry := range []struct {
		name    string
		content []byte
	}{{"manifest.json", text}, {"binary", binary}} {
		to, err := writer.Create(entry.name)
		check(err)
		_, err = to.Write(entry.content)
		check(err)
	}
	check(writer.Close())
	check(file.Close())
}

func verify(bundle string) (manifest, error) {
	var m manifest
	reader, err := zip.OpenReader(bundle)
	if err != nil {
		return m, err
	}
	defer reader.Close()
	content := map[string][]byte{}
	for _, file := range reader.File {
		in, err := file.Open()
		if err != nil {
			return m, err
		}
		content[file.Name], err = io.ReadAll(in)
		in.Close()
		if err != nil {
			return m, err
		}
	}
	if err := json.Unmarshal(content["manifest.json"], &m); err != nil {
		return m, err
	}
	hash := sha256.Sum256(content["binary"])
	if m.BinarySHA256 != hex.EncodeToString(hash[:]) {
		return m, fmt.Errorf("binary hash mismatch")
	}
	key, err := base64.StdEncoding.DecodeString(m.PublicKey)
	if err != nil || len(key) != ed25519.PublicKeySize {
		return m, fmt.Errorf("no public key")
	}
	signature, err := base64.StdEncoding.DecodeString(m.Signature)
	if err != nil {
		return m, err
	}
	if !ed25519.Verify(key, message(m, hash), signature) {
		return m, fmt.Errorf("signature verification failed")
	}
	return m, nil
}

// For each line, a manifest in base64: how it is signed in base64, or nothing if it is none.
func canonical() {
	lines := bufio.NewReader(os.Stdin)
	for {
		line, err := lines.ReadBytes('\n')
		if err != nil {
			return
		}
		text, err := base64.StdEncoding.DecodeString(string(bytes.TrimSpace(line)))
		check(err)
		var m manifest
		var out []byte
		if json.Unmarshal(text, &m) == nil {
			m.Signature = ""
			out, _ = json.Marshal(m)
		}
		fmt.Println(base64.StdEncoding.EncodeToString(out))
	}
}

func check(err error) {
	if err != nil {
		fmt.Println("failed:", err)
		os.Exit(1)
	}
}

func main() {
	switch os.Args[1] {
	case "build":
		build(os.Args[2], os.Args[3], os.Args[4], os.Args[5])
	case "verify":
		start := time.Now()
		m, err := verify(os.Args[2])
		check(err)
		text, err := json.Marshal(m)
		check(err)
		fmt.Println(string(text))
		fmt.Fprintln(os.Stderr, time.Since(start).Microseconds())
	case "canonical":
		canonical()
	}
}
