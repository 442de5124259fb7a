package dev.tideline.k8s;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import io.kubernetes.client.openapi.JSON;
import io.kubernetes.client.util.Yaml;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;

/**
 * Kubernetes' published model, as its Java client has it. Finds unknown kinds and fields, missing fields and wrong types; knows no
 * enumerations, so a wrong word where one of a few is asked passes.
 */
final class KubernetesModel {

    private KubernetesModel() {}

    /** Throws IllegalArgumentException with what is wrong. */
    static void check(Manifest manifest) {
        try {
            JsonElement written = new Gson().toJsonTree(manifest.content());
            Object object = Yaml.load(manifest.text()); // kinds unknown, numbers that are none
            object.getClass()
                    .getMethod("validateJsonElement", JsonElement.class)
                    .invoke(null, written); // fields unknown or missing
            same(
                    "",
                    written,
                    JSON.getGson().toJsonTree(object)); // the reader's silent conversions: "8080", [no], never
        } catch (InvocationTargetException e) {
            throw new IllegalArgumentException(manifest + ": " + e.getCause(), e);
        } catch (IOException | ReflectiveOperationException | RuntimeException e) {
            throw new IllegalArgumentException(manifest + ": " + e, e);
        }
    }

    private static void same(String path, JsonElement written, JsonElement read) {
        if (written.isJsonObject() && read.isJsonObject()) {
            written.getAsJsonObject().asMap().forEach((name, value) -> {
                JsonElement there = read.getAsJsonObject().get(name);
                same(path + "/" + name, value, there == null ? JsonNull.INSTANCE : there);
            });
        } else if (written.isJsonArray()
                && read.isJsonArray()
                && written.getAsJsonArray().size() == read.getAsJsonArray().size()) {
            for (int i = 0; i < written.getAsJsonArray().size(); i++) {
                same(
                        path + "/" + i,
                        written.getAsJsonArray().get(i),
                        read.getAsJsonArray().get(i));
            }
        } else if (!written.equals(read)) {
            throw new IllegalArgumentException(path + " is " + written + ", which Kubernetes reads as " + read);
        }
    }
}
