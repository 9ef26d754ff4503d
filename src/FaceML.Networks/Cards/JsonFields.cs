using System.Text.Json;

namespace FaceML.Networks;

/// <summary>
/// The fields of a JSON object, each to be taken once, so that what is left over or comes twice is noticed. Arrays and no dictionary: of a
/// dictionary of JSON elements nothing is compiled ahead, and cards and calibrations are read at every start.
/// </summary>
/// <remarks>Not thread-safe.</remarks>
internal sealed class JsonFields
{
    private readonly string[] names;
    private readonly JsonElement[] values;
    private readonly bool[] taken;

    /// <summary>Reads the names.</summary>
    /// <param name="json">An object.</param>
    /// <exception cref="JsonException">A name comes twice.</exception>
    /// <exception cref="InvalidOperationException">It is no object, or a name is no valid text.</exception>
    public JsonFields(JsonElement json)
    {
        int count = json.GetPropertyCount(), next = 0;
        (names, values, taken) = (new string[count], new JsonElement[count], new bool[count]);
        foreach (JsonProperty property in json.EnumerateObject())
        {
            string name = property.Name;
            if (IndexOf(name, next) >= 0)
            {
                throw new JsonException($"'{name}' comes twice");
            }

            (names[next], values[next++]) = (name, property.Value);
        }
    }

    /// <summary>The first name that was not taken; null when all were.</summary>
    public string? Left => Array.IndexOf(taken, false) is >= 0 and var index ? names[index] : null;

    /// <summary>Whether there is such a field that was not taken yet.</summary>
    public bool Has(string name) => IndexOf(name, names.Length) is >= 0 and var index && !taken[index];

    /// <summary>Takes a field; false when there is none of that name, or it was taken already.</summary>
    public bool TryTake(string name, out JsonElement value)
    {
        int index = IndexOf(name, names.Length);
        if (index < 0 || taken[index])
        {
            value = default;
            return false;
        }

        taken[index] = true;
        value = values[index];
        return true;
    }

    private int IndexOf(string name, int count)
    {
        for (int i = 0; i < count; i++)
        {
            if (names[i] == name)
            {
                return i;
            }
        }

        return -1;
    }
}
