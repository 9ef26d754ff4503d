namespace FaceML.Serving;

/// <summary>
/// Columns of one generation in the schema of another. Generations give the same visible columns, but ML.NET's own stages may hide others,
/// or move them: what counts is the name.
/// </summary>
internal static class ServedSchema
{
    public static DataViewSchema.Column Find(DataViewSchema schema, DataViewSchema.Column column) => column.IsHidden
        ? schema[column.Index]
        : schema[column.Name];
}
