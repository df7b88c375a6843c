package io.nomadflink.connector.source.deserializer;

import io.nomadflink.connector.event.payload.Payload;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Map;
import org.apache.flink.annotation.Internal;
import org.apache.flink.api.common.functions.InvalidTypesException;
import org.apache.flink.api.common.typeinfo.TypeInfoFactory;
import org.apache.flink.api.common.typeinfo.TypeInformation;

/** Tells Flink the type of {@code TypedEvent<Allocation>} and its kin. */
@Internal
public final class TypedEventTypeInfoFactory<P extends Payload>
        extends TypeInfoFactory<TypedEvent<P>> {

    @Override
    @SuppressWarnings("unchecked")
    public TypeInformation<TypedEvent<P>> createTypeInfo(
            Type type, Map<String, TypeInformation<?>> parameters) {
        if (type instanceof ParameterizedType parameterized
                && parameterized.getActualTypeArguments()[0] instanceof Class<?> payload) {
            return TypedEventTypeInfo.forPayload((Class<P>) payload);
        }
        TypeInformation<?> known = parameters.get("P");
        if (known != null && Payload.class.isAssignableFrom(known.getTypeClass())) {
            return TypedEventTypeInfo.forPayload((Class<P>) known.getTypeClass());
        }
        throw new InvalidTypesException(
                "TypedEvent of which payload? Say it with .returns(TypedEventTypeInfo.forPayload(Allocation.class))");
    }
}
