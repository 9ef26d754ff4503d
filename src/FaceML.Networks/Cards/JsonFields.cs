using System.Text.Json;

namespace FaceML.Networks;

/// <summary>
/// The fields of a JSON object, each to be taken once, so that what is left over is noticed; that no name comes twice is for the parser to
/// see to (<see cref="JsonDocumentOptions.AllowDuplicateProperties"/>). Arrays and no dictionary: of a dictionary of JSON elements nothing
/// is compiled ahead, and cards and calibrations are read at every start.
/// </summary>
/// <remarks>Not thread-safe.</remarks>
internal sealed class JsonFields
{
    private readonly string[] names;
    private readonly JsonElement[] values;
    private readonly bool[] taken;

    /// <summary>Reads the names.</summary>
    /// <param name="json">An object.</param>
    /// <exception cref="InvalidOperationException">It is no object, or a name is no valid text.</exception>
    public JsonFields(JsonElement json)
    {
        int count = json.GetPropertyCount(), next = 0;
        (names, values, taken) = (new string[count], new JsonElement[count], new bool[count]);
        foreach (JsonProperty property in json.EnumerateObject())
        {
            (names[next], values[next++]) = (property.Name, property.Value);
        }
    }

    /// <summary>The first name that was not taken; null when all were.</summary>
    public string? Left => Array.IndexOf(taken, false) is >= 0 and var index ? names[index] : null;

    /// <summary>Whether there is such a field that was not taken yet.</summary>
    public bool Has(string name) => Array.IndexOf(names, name) is >= 0 and var index && !taken[index];

    /// <summary>Takes a field; false when there is none of that name, or it was taken already.</summary>
    public bool TryTake(string name, out JsonElement value)
    {
        int index = Array.IndexOf(names, name);
        if (index < 0 || taken[index])
        {
            value = default;
            return false;
        }

        taken[index] = true;
        value = values[index];
        return true;
    }
}
