namespace FaceML.Saving;

/// <summary>A column of a schema, its type as <see cref="ColumnTypeText"/> writes it.</summary>
internal sealed record ManifestColumn(string Name, string Type);
