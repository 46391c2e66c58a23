<?php
// What the stubs of WordPress leave out, for static analysis only.

declare(strict_types=1);

define( 'ABSPATH', '/' );
define( 'ARRAY_A', 'ARRAY_A' );
