using Microsoft.ML.Transforms;

namespace Microsoft.ML;

/// <summary>Copying, joining, dropping and choosing columns.</summary>
public static class TransformExtensionsCatalog
{
    /// <summary>Copies a column, with its annotations, under another name.</summary>
    public static ColumnCopyingEstimator CopyColumns(this TransformsCatalog catalog, string outputColumnName, string inputColumnName)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        return new ColumnCopyingEstimator(new ColumnCopyingTransformer(outputColumnName, inputColumnName));
    }

    /// <summary>Joins columns of one item type, scalars and vectors, to a vector.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="outputColumnName">The vector to write.</param>
    /// <param name="inputColumnNames">The columns to join, in order. Keys cannot be joined.</param>
    public static ColumnConcatenatingEstimator Concatenate(this TransformsCatalog catalog, string outputColumnName, params string[] inputColumnNames)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        return new ColumnConcatenatingEstimator(outputColumnName, inputColumnNames);
    }

    /// <summary>Leaves columns out, with whatever they hide.</summary>
    public static ColumnSelectingEstimator DropColumns(this TransformsCatalog catalog, params string[] columnNames)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        return new ColumnSelectingEstimator(new ColumnSelectingTransformer(columnNames, keeps: false, keepHidden: false));
    }

    /// <summary>Keeps some columns only, in the order given.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="columnNames">The columns to keep.</param>
    /// <param name="keepHidden">Whether hidden columns of these names are kept too.</param>
    public static ColumnSelectingEstimator SelectColumns(this TransformsCatalog catalog, string[] columnNames, bool keepHidden)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        return new ColumnSelectingEstimator(new ColumnSelectingTransformer(columnNames, keeps: true, keepHidden));
    }

    /// <summary>Keeps some columns only, in the order given.</summary>
    public static ColumnSelectingEstimator SelectColumns(this TransformsCatalog catalog, params string[] columnNames) =>
        catalog.SelectColumns(columnNames, false);
}
