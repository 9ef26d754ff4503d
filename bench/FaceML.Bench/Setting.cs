namespace FaceML.Bench;

/// <summary>An option of a measurement with its default.</summary>
internal sealed class Setting<T> : Option<T>
{
    public Setting(string name, T missing, string description)
        : base(name) => (DefaultValueFactory, Description) = (_ => missing, description);
}
