namespace Microsoft.ML.Data;

/// <summary>Slots for the values of one column, whose buffers are used again.</summary>
internal abstract class PooledColumn
{
    private static readonly MethodInfo OfValuesMethod = Method(nameof(OfValues));
    private static readonly MethodInfo OfVectorsMethod = Method(nameof(OfVectors));

    /// <summary>Takes the source row's value into a slot.</summary>
    public abstract void Take(int slot);

    /// <summary>A getter of the value in a slot that changes.</summary>
    public abstract Delegate Getter(Func<int> slot);

    public static PooledColumn Create(DataViewRow source, DataViewSchema.Column column, int size)
    {
        MethodInfo method = column.Type is VectorDataViewType vector
            ? OfVectorsMethod.MakeGenericMethod(vector.ItemType.RawType)
            : OfValuesMethod.MakeGenericMethod(column.Type.RawType);
        return (PooledColumn)method.Invoke(null, BindingFlags.DoNotWrapExceptions, null, [source, column, size], null);
    }

    private static Values<T> OfValues<T>(DataViewRow source, DataViewSchema.Column column, int size) => new(source.GetGetter<T>(column), size);

    private static Vectors<T> OfVectors<T>(DataViewRow source, DataViewSchema.Column column, int size) => new(source.GetGetter<VBuffer<T>>(column), size);

    private static MethodInfo Method(string name) => typeof(PooledColumn).GetMethod(name, BindingFlags.NonPublic | BindingFlags.Static);

    private sealed class Values<T>(ValueGetter<T> getter, int size) : PooledColumn
    {
        private readonly T[] values = new T[size];

        public override void Take(int slot) => getter(ref values[slot]);

        public override Delegate Getter(Func<int> slot) => (ValueGetter<T>)((ref T value) => value = values[slot()]);
    }

    private sealed class Vectors<T>(ValueGetter<VBuffer<T>> getter, int size) : PooledColumn
    {
        private readonly VBuffer<T>[] values = new VBuffer<T>[size];

        public override void Take(int slot) => getter(ref values[slot]);

        public override Delegate Getter(Func<int> slot) => (ValueGetter<VBuffer<T>>)((ref VBuffer<T> value) => values[slot()].CopyTo(ref value));
    }
}
