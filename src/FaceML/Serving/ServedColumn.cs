namespace FaceML.Serving;

/// <summary>A column that an engine reads, bound to the row of some generation.</summary>
internal abstract class ServedColumn
{
    public abstract void Bind(DataViewRow row, DataViewSchema schema);

    public abstract void Compute();
}
