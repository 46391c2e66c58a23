<?php
declare(strict_types=1);

namespace Pickwave\Link;

use RuntimeException;

/** No answer came from the sidecar. */
final class Sidecar_Silent extends RuntimeException {}
