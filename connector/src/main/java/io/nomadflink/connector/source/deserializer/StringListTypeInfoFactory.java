package io.nomadflink.connector.source.deserializer;

import java.lang.reflect.Type;
import java.util.List;
import java.util.Map;
import org.apache.flink.annotation.Internal;
import org.apache.flink.api.common.typeinfo.TypeInfoFactory;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;

/** Says that a list holds strings; Flink 1.20 would take Kryo. */
@Internal
public final class StringListTypeInfoFactory extends TypeInfoFactory<List<String>> {

    @Override
    public TypeInformation<List<String>> createTypeInfo(
            Type type, Map<String, TypeInformation<?>> parameters) {
        return Types.LIST(Types.STRING);
    }
}
