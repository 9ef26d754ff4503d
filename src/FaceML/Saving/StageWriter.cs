using System.Text.Json;
using System.Text.Json.Nodes;
using FaceML.Networks;

namespace FaceML.Saving;

/// <summary>Collects the settings of one stage, and the networks that it needs.</summary>
internal sealed class StageWriter
{
    private readonly JsonObject settings = [];
    private readonly NetworkShelf networks;

    public StageWriter(NetworkShelf networks) => this.networks = networks;

    /// <summary>UTF-8 JSON, properties in the order they were set.</summary>
    public byte[] ToBytes() => JsonSerializer.SerializeToUtf8Bytes(settings, PipelineJson.Indented);

    public void Set(string name, string? value) => settings[name] = value;

    public void Set(string name, int value) => settings[name] = value;

    public void Set(string name, long value) => settings[name] = value;

    public void Set(string name, bool value) => settings[name] = value;

    public void Set(string name, float value) => settings[name] = value;

    public void Set(string name, double value) => settings[name] = value;

    public void Set(string name, float? value) => settings[name] = value;

    public void Set(string name, IEnumerable<float> values) => settings[name] = new JsonArray([.. values.Select(v => JsonValue.Create(v))]);

    public void Set(string name, IEnumerable<string> values) => settings[name] = new JsonArray([.. values.Select(v => JsonValue.Create(v))]);

    public void Set(string name, IEnumerable<long> values) => settings[name] = new JsonArray([.. values.Select(v => JsonValue.Create(v))]);

    public void Set<TEnum>(string name, TEnum value)
        where TEnum : struct, Enum => settings[name] = value.ToString();

    /// <summary>Puts a network on the shelf and its hash into the settings.</summary>
    public void Set(string name, NetworkContent network) => settings[name] = networks.Add(network);

    /// <summary>A part with settings of its own.</summary>
    public void SetPart(string name, Action<StageWriter> write)
    {
        var part = new StageWriter(networks);
        write(part);
        settings[name] = part.settings;
    }
}
