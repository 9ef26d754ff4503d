namespace Microsoft.ML.Data;

/// <summary>The values of one column, in memory.</summary>
internal abstract class CachedColumn
{
    private static readonly MethodInfo OfValuesMethod = Method(nameof(OfValues));
    private static readonly MethodInfo OfVectorsMethod = Method(nameof(OfVectors));

    /// <summary>Takes the source row's value.</summary>
    public abstract void Add();

    /// <summary>A getter of the value at an index that moves.</summary>
    public abstract Delegate Getter(Func<int> index);

    public static CachedColumn Create(DataViewRow source, DataViewSchema.Column column)
    {
        MethodInfo method = column.Type is VectorDataViewType vector
            ? OfVectorsMethod.MakeGenericMethod(vector.ItemType.RawType)
            : OfValuesMethod.MakeGenericMethod(column.Type.RawType);
        return (CachedColumn)method.Invoke(null, BindingFlags.DoNotWrapExceptions, null, [source, column], null);
    }

    private static Values<T> OfValues<T>(DataViewRow source, DataViewSchema.Column column) => new(source.GetGetter<T>(column));

    private static Vectors<T> OfVectors<T>(DataViewRow source, DataViewSchema.Column column) => new(source.GetGetter<VBuffer<T>>(column));

    private static MethodInfo Method(string name) => typeof(CachedColumn).GetMethod(name, BindingFlags.NonPublic | BindingFlags.Static);

    private sealed class Values<T>(ValueGetter<T> getter) : CachedColumn
    {
        private readonly List<T> values = [];

        public override void Add()
        {
            T value = default;
            getter(ref value);
            values.Add(value);
        }

        public override Delegate Getter(Func<int> index) => (ValueGetter<T>)((ref T value) => value = values[index()]);
    }

    private sealed class Vectors<T>(ValueGetter<VBuffer<T>> getter) : CachedColumn
    {
        private readonly List<VBuffer<T>> values = [];

        public override void Add()
        {
            VBuffer<T> value = default;
            getter(ref value);
            values.Add(value);
        }

        public override Delegate Getter(Func<int> index) =>
            (ValueGetter<VBuffer<T>>)((ref VBuffer<T> value) => values[index()].CopyTo(ref value));
    }
}
