package network.mandala.crds.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.generator.annotation.Default;
import io.fabric8.kubernetes.client.CustomResource;
import java.lang.reflect.Constructor;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import network.mandala.crds.project.ProjectSpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every record and enum that a spec or a status is made of. */
class RecordsTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @ParameterizedTest
  @MethodSource("records")
  void theConstructorFillsInTheDefaultsOfTheSchema(Class<? extends Record> type) throws Exception {
    Record empty = emptyInstance(type);

    for (RecordComponent component : type.getRecordComponents()) {
      Default annotation = component.getAccessor().getAnnotation(Default.class);
      Object value = component.getAccessor().invoke(empty);
      if (annotation == null) {
        assertThat(isNothing(value))
            .as("%s has a default that the schema does not tell", component)
            .isTrue();
      } else {
        assertThat(JSON.valueToTree(value).toString())
            .as(component.toString())
            .isEqualTo(expected(component, annotation).toString());
      }
    }
  }

  @ParameterizedTest
  @MethodSource("records")
  void listsAndMapsAreNeverNull(Class<? extends Record> type) throws Exception {
    Record empty = emptyInstance(type);

    for (RecordComponent component : type.getRecordComponents()) {
      if (Collection.class.isAssignableFrom(component.getType())
          || Map.class.isAssignableFrom(component.getType())) {
        assertThat(component.getAccessor().invoke(empty)).as(component.toString()).isNotNull();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("records")
  void fieldsOfANewerVersionAreIgnored(Class<? extends Record> type)
      throws JsonProcessingException {
    assertThat(type.getAnnotation(JsonIgnoreProperties.class).ignoreUnknown()).isTrue();

    assertThat(JSON.readValue("{\"fieldOfANewerVersion\":{\"a\":1}}", type)).isNotNull();
  }

  @ParameterizedTest
  @MethodSource("enums")
  void everyWordOfAnEnumIsNamedInTheApi(Class<? extends Enum<?>> type) throws Exception {
    for (Enum<?> value : type.getEnumConstants()) {
      assertThat(type.getField(value.name()).getAnnotation(JsonProperty.class))
          .as("%s.%s", type.getSimpleName(), value)
          .isNotNull();
    }
  }

  @Test
  void aSpecWithoutAnyFieldIsWhatTheDefaultsSay() throws JsonProcessingException {
    var spec = JSON.readValue("{}", ProjectSpec.class);

    assertThat(spec).isEqualTo(ProjectSpec.standard());
    assertThat(spec.quota().cpu()).isEqualTo("4");
  }

  static Stream<Class<?>> records() {
    return types().stream().filter(Class::isRecord);
  }

  static Stream<Class<?>> enums() {
    return types().stream().filter(Class::isEnum);
  }

  private static Set<Class<?>> types() {
    var found = new LinkedHashSet<Class<?>>();
    for (Class<? extends CustomResource<?, ?>> kind : Crds.KINDS) {
      var parent = (ParameterizedType) kind.getGenericSuperclass();
      Arrays.stream(parent.getActualTypeArguments()).forEach(type -> collect(type, found));
    }
    return found;
  }

  private static void collect(Type type, Set<Class<?>> found) {
    if (type instanceof ParameterizedType generic) {
      Arrays.stream(generic.getActualTypeArguments()).forEach(t -> collect(t, found));
    } else if (type instanceof Class<?> plain
        && plain.getName().startsWith("network.mandala.")
        && found.add(plain)
        && plain.isRecord()) {
      for (RecordComponent component : plain.getRecordComponents()) {
        collect(component.getGenericType(), found);
      }
    }
  }

  private static Record emptyInstance(Class<? extends Record> type) throws Exception {
    Constructor<?> constructor = type.getDeclaredConstructors()[0];
    return (Record) constructor.newInstance(new Object[constructor.getParameterCount()]);
  }

  private static JsonNode expected(RecordComponent component, Default annotation) throws Exception {
    if (component.getType().isRecord()) {
      assertThat(annotation.value()).as(component.toString()).isEqualTo("{}");
      return JSON.valueToTree(emptyInstance(component.getType().asSubclass(Record.class)));
    }
    if (component.getType() == String.class || component.getType().isEnum()) {
      return JSON.getNodeFactory().textNode(annotation.value());
    }
    return JSON.readTree(annotation.value());
  }

  private static boolean isNothing(Object value) {
    return value == null
        || (value instanceof Collection<?> c && c.isEmpty())
        || (value instanceof Map<?, ?> m && m.isEmpty());
  }
}
