// Which assemblies of the hub see what is internal here: one program, cut where an assembly is full.
using System.Runtime.CompilerServices;

[assembly: InternalsVisibleTo("Hub.Core")]
