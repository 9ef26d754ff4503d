using FaceML.Rows;
using FaceML.Vision;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace FaceML.Networks;

/// <summary>An input or output of an ONNX file.</summary>
internal sealed class OnnxPort
{
    private readonly int[] dimensions;

    public OnnxPort(string network, string name, NodeMetadata node)
    {
        Name = name;
        ItemType = (node.IsTensor ? node.ElementDataType : TensorElementType.DataTypeMax) switch
        {
            TensorElementType.Float => NumberDataViewType.Single,
            TensorElementType.Double => NumberDataViewType.Double,
            TensorElementType.Int32 => NumberDataViewType.Int32,
            TensorElementType.Int64 => NumberDataViewType.Int64,
            TensorElementType.UInt8 => NumberDataViewType.Byte,
            TensorElementType.Bool => BooleanDataViewType.Instance,
            _ => throw new NetworkException(network, $"'{name}' holds {(node.IsTensor ? node.ElementDataType.ToString() : node.OnnxValueType.ToString())}; tensors of float, double, int32, int64, uint8 and bool can be columns"),
        };
        dimensions = node.Dimensions;
        IsBatch = dimensions.Length > 0 && dimensions[0] < 0 && dimensions.Skip(1).All(d => d > 0);
        IsFixed = dimensions.Skip(1).All(d => d > 0) && (dimensions.Length == 0 || dimensions[0] is 1 or < 0);
    }

    public string Name { get; }

    public PrimitiveDataViewType ItemType { get; }

    /// <summary>Whether the first dimension is left open and the others are known.</summary>
    public bool IsBatch { get; }

    /// <summary>Whether a row's length is known.</summary>
    public bool IsFixed { get; }

    /// <summary>Numbers in a row; only where that is known.</summary>
    public int RowLength => dimensions.Skip(1).Aggregate(1, (product, side) => checked(product * side));

    /// <summary>The column that an output becomes: a vector, of unknown length where the file leaves it open.</summary>
    public OutputColumn ToOutput(string column) => new(column, IsFixed
        ? dimensions.Length > 1 ? new VectorDataViewType(ItemType, dimensions[1..]) : new VectorDataViewType(ItemType, 1)
        : new VectorDataViewType(ItemType));

    /// <summary>The column that an input wants.</summary>
    public InputColumn ToInput(string column) => InputColumn.Items(column, ItemType, IsFixed ? RowLength : 0);

    /// <summary>The tensor's shape for some rows of some length.</summary>
    public long[] Shape(int rows, int rowLength, string network)
    {
        if (dimensions.Length == 0)
        {
            return [];
        }

        int known = dimensions.Skip(1).Where(d => d > 0).Aggregate(1, (product, side) => checked(product * side));
        int open = dimensions.Skip(1).Count(d => d <= 0);
        if (dimensions[0] > 1)
        {
            // A fixed first dimension that is no batch: a row fills the whole tensor.
            known = checked(known * dimensions[0]);
            rows = dimensions[0];
        }

        if (open > 1 || (open == 0 ? known != rowLength : rowLength % known != 0))
        {
            throw new NetworkException(network, $"input '{Name}' has the shape [{string.Join(", ", dimensions)}]; a row of {rowLength} numbers does not fit it{(open > 1 ? ": more than one side is left open" : "")}");
        }

        return [rows, .. dimensions.Skip(1).Select(d => d > 0 ? (long)d : rowLength / known)];
    }
}
