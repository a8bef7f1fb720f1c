package network.mandala.operator.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.quicktheories.QuickTheory.qt;
import static org.quicktheories.generators.SourceDSL.integers;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import network.mandala.crds.spore.SporeReason;
import network.mandala.operator.testing.TestPrograms;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ElfProgramTest {

  private static final String GLIBC = "/lib64/ld-linux-x86-64.so.2";

  @ParameterizedTest
  @CsvSource({
    "62,amd64",
    "183,arm64",
    "243,riscv64",
    "3,386",
    "4711,a processor with ELF number 4711"
  })
  void theProcessorHasItsName(int machine, String name) {
    assertThat(ElfProgram.read(TestPrograms.elf(machine, "", "x")).architecture()).isEqualTo(name);
  }

  @Test
  void whatItNeedsToBeStartedIsRead() {
    assertThat(ElfProgram.read(TestPrograms.elf(62, "", "x")).interpreter()).isEmpty();
    var dynamic = ElfProgram.read(TestPrograms.elf(62, GLIBC, "x"));
    assertThat(dynamic.interpreter()).isEqualTo(GLIBC);
    assertThat(dynamic.needsGlibc()).isTrue();
    assertThat(ElfProgram.read(TestPrograms.elf(62, "/lib/ld-musl-x86_64.so.1", "")).needsGlibc())
        .isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "'#!/bin/sh', a script",
    "'MZ and more', a Windows program",
    "'PK\003\004 and more', 'a ZIP, or a Java archive'",
    "'', too short",
    "'just some text', something else"
  })
  void whatIsNoProgramIsSaidToBeWhatItIs(String content, String name) {
    assertThatThrownBy(() -> ElfProgram.read(content.getBytes(StandardCharsets.ISO_8859_1)))
        .isInstanceOfSatisfying(
            BundleRefused.class,
            e -> assertThat(e.reason()).isEqualTo(SporeReason.BINARY_UNSUPPORTED))
        .hasMessage("binary: it is %s, not a Linux program (ELF).".formatted(name));
  }

  /** Nothing but an answer or a refusal comes of an altered header. */
  @Test
  void alteredHeadersAreReadOrRefused() {
    var whole = TestPrograms.elf(62, GLIBC, "content");
    qt().forAll(
            integers().between(0, whole.length - 1),
            integers().between(0, 255),
            integers().between(0, whole.length))
        .checkAssert(
            (at, value, length) -> {
              var altered = whole.clone();
              altered[at] = value.byteValue();
              assertThat(readsOrRefuses(altered)).isTrue();
              assertThat(readsOrRefuses(Arrays.copyOf(altered, length))).isTrue();
            });
  }

  private static boolean readsOrRefuses(byte[] file) {
    try {
      return ElfProgram.read(file) != null;
    } catch (BundleRefused refused) {
      return refused.getMessage().startsWith("binary: ");
    }
  }
}
