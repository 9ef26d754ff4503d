using System.Reflection;
using Microsoft.ML.Transforms.Image;

namespace FaceML.Rows;

/// <summary>The values of a column that is passed through, kept for the rows of a block.</summary>
internal abstract class ColumnBuffer
{
    private static readonly MethodInfo CreateScalarMethod = Find(nameof(CreateScalar)), CreateVectorMethod = Find(nameof(CreateVector));

    public abstract void Read(int slot);

    public abstract Delegate CreateGetter(Slot slot);

    public static ColumnBuffer Create(DataViewRow input, DataViewSchema.Column column, int size)
    {
        if (column.Type is ImageDataViewType)
        {
            return new MLImageBuffer(input, column, size);
        }

        // The column's type is only known at run time, the getter's is generic.
        MethodInfo method = column.Type is VectorDataViewType vector
            ? CreateVectorMethod.MakeGenericMethod(vector.ItemType.RawType)
            : CreateScalarMethod.MakeGenericMethod(column.Type.RawType);
        return (ColumnBuffer)method.Invoke(null, BindingFlags.DoNotWrapExceptions, null, [input, column, size], null)!;
    }

    private static ColumnBuffer<T> CreateScalar<T>(DataViewRow input, DataViewSchema.Column column, int size) =>
        new(input.GetGetter<T>(column), size);

    private static VectorBuffer<T> CreateVector<T>(DataViewRow input, DataViewSchema.Column column, int size) =>
        new(input.GetGetter<VBuffer<T>>(column), size);

    private static MethodInfo Find(string name) => typeof(ColumnBuffer).GetMethod(name, BindingFlags.NonPublic | BindingFlags.Static)!;
}
