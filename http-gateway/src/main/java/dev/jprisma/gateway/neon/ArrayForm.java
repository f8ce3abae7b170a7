package dev.jprisma.gateway.neon;

import dev.jprisma.postgres.text.ArrayText;
import java.util.HashMap;
import java.util.Map;
import tools.jackson.core.JsonGenerator;

/** How an array that is not NULL becomes JSON: an array, its elements each in the form of their type. */
final class ArrayForm implements ArrayText.Receiver {

    /** Of pg_type, without those made by users, and box[], whose elements are not separated by commas. */
    private static final int[] OF_TEXT = {
        143, 271, 629, 651, 719, 775, 791, 1001, 1002, 1003, 1006, 1008, 1009, 1010, 1011, 1012, 1013, 1014, 1015, 1016,
        1017, 1018, 1019, 1027, 1028, 1034, 1040, 1041, 1115, 1182, 1183, 1185, 1187, 1231, 1263, 1270, 1561, 1563,
        2201, 2207, 2208, 2209, 2210, 2211, 2949, 2951, 3221, 3643, 3644, 3645, 3735, 3770, 3905, 3907, 3909, 3911,
        3913, 3927, 4073, 4090, 4097, 4192, 5039, 6150, 6151, 6152, 6153, 6155, 6157
    };

    /** The form of elements by the OID of the array's type. */
    private static final Map<Integer, ValueForm> ELEMENTS = elements();

    private final ValueForm form;
    private final JsonGenerator json;

    private ArrayForm(ValueForm form, JsonGenerator json) {
        this.form = form;
        this.json = json;
    }

    /** The form of the elements of an array type; null if this is none, or one made by users. */
    static ValueForm elementForm(int typeOid) {
        return ELEMENTS.get(typeOid);
    }

    static void write(String text, ValueForm form, JsonGenerator json) {
        ArrayText.read(text, new ArrayForm(form, json));
    }

    @Override
    public void begin() {
        json.writeStartArray();
    }

    @Override
    public void element(String text) {
        if (text == null) {
            json.writeNull();
        } else {
            form.write(text, json);
        }
    }

    @Override
    public void end() {
        json.writeEndArray();
    }

    private static Map<Integer, ValueForm> elements() {
        Map<Integer, ValueForm> elements = new HashMap<>();
        for (int typeOid : OF_TEXT) {
            elements.put(typeOid, ValueForm.TEXT);
        }
        elements.put(1000, ValueForm.BOOLEAN);
        elements.put(1005, ValueForm.INTEGER);
        elements.put(1007, ValueForm.INTEGER);
        elements.put(1021, ValueForm.FLOAT);
        elements.put(1022, ValueForm.FLOAT);
        elements.put(199, ValueForm.JSON);
        elements.put(3807, ValueForm.JSON);
        return Map.copyOf(elements);
    }
}
