namespace FaceML.Saving;

/// <summary>What the manifest's stage entry says of an ML.NET part.</summary>
/// <param name="Model">The entry with ML.NET's zip.</param>
/// <param name="Sha256">Its hash: the zips of two parts cannot change places.</param>
/// <param name="Stages">The transformers' names, in order.</param>
/// <param name="Loaders">The loader signatures of all components in the zip.</param>
/// <param name="Inputs">The columns that the part reads.</param>
/// <param name="Outputs">The columns that it adds.</param>
internal sealed record MLNetSettings(
    string Model, string Sha256, IReadOnlyList<string> Stages, IReadOnlyList<string> Loaders, IReadOnlyList<string> Inputs,
    IReadOnlyList<string> Outputs)
{
    public void Write(StageWriter settings)
    {
        settings.Set("model", Model);
        settings.Set("sha256", Sha256);
        settings.Set("stages", Stages);
        settings.Set("loaders", Loaders);
        settings.Set("inputs", Inputs);
        settings.Set("outputs", Outputs);
    }

    public static MLNetSettings Read(StageReader reader) => new(
        reader.Text("model"), reader.Text("sha256"), reader.Texts("stages"), reader.Texts("loaders"), reader.Texts("inputs"),
        reader.Texts("outputs"));
}
