namespace FaceML.Serving;

/// <summary>The value of the current row. Generations have the same columns; the loader sees to that.</summary>
internal sealed class ServedColumn<T>(DataViewSchema.Column column) : ServedColumn
{
    private ValueGetter<T>? get;

    public T? Value { get; private set; }

    public override void Bind(DataViewRow row, DataViewSchema schema) => get = row.GetGetter<T>(ServedSchema.Find(schema, column));

    public override void Compute()
    {
        // A fresh value each time: a vector that was handed out belongs to whoever received it.
        T value = default!;
        get!(ref value);
        Value = value;
    }
}
